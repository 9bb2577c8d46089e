using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>
/// An account for preflight.sh, which starts with all that is asked of one but its secrets. Most tests have a region of their own. The
/// emulator has no connections, so a wrapper around the AWS CLI returns one.
/// </summary>
public abstract class PreflightTests(StepScripts scripts) : IAsyncLifetime
{
    protected const string Account = "111111111111";

    private readonly string token = $"github_pat_{Guid.NewGuid():N}";

    protected string Release { get; } = $"github/{Guid.NewGuid():N}/release";

    protected string Amplify { get; } = $"github/{Guid.NewGuid():N}/amplify-token";

    protected StepScripts Scripts => scripts;

    private protected RecordedPrograms Programs { get; } = new();

    private protected GitServer GitHub { get; private set; } = null!;

    private protected GitHubApi Api { get; private set; } = null!;

    protected Dictionary<string, string> Variables =>
        new(GitHub.Variables) { ["GITHUB_API_URL"] = Api.Address, ["PATH"] = Programs.PrependTo(scripts.SearchPath) };

    public async ValueTask InitializeAsync()
    {
        GitHub = await GitServer.StartAsync(token);
        Api = await GitHubApi.StartAsync(token);
        Api.IsProtected = true;
        OverrideAws();
    }

    public async ValueTask DisposeAsync()
    {
        await GitHub.DisposeAsync();
        await Api.DisposeAsync();
        Programs.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<(int Code, string Output)> RunAsync(string region, params string[] checks) => RunAsync(region, checks, null);

    protected async Task<(int Code, string Output)> RunAsync(string region, string[] checks, Action<JsonObject>? change)
    {
        await using var checkout = new ScriptCheckout(delivery =>
        {
            (delivery["repository"], delivery["branch"]) = ("example/expenses", "main");
            delivery["github"] = new JsonObject { ["releaseToken"] = Release, ["amplifyToken"] = Amplify };
            change?.Invoke(delivery);
        });
        return await scripts.RunAsync(checkout.Script("preflight.sh"), [Account, region, .. checks], Variables);
    }

    /// <summary>Replaces the calls that the emulator lacks with bash.</summary>
    protected void OverrideAws(
        string connection = "echo AVAILABLE",
        string quota = "echo 20.0",
        string plan = "echo PAID",
        string zones = "",
        string always = ":"
    ) =>
        Programs.Watch(
            "aws",
            $$"""
            {{always}}
            case "$*" in
              *" get-connection "*) {{connection}} && exit ;;
              *" get-account-plan-state "*) {{plan}} && exit ;;
              *" codebuild --quota-code L-2DC20C30 "* | *" fargate "*) {{quota}} && exit ;;
              *" codebuild "*) echo 20.0 && exit ;;
              *" describe-availability-zones "*) [ -z "{{zones}}" ] || { printf '{{zones}}' && exit; } ;;
            esac
            """
        );

    protected async Task CreateSecretsAsync(string region)
    {
        foreach (var secret in (string[])[Release, Amplify])
            await scripts.AwsAsync("secretsmanager", "create-secret", "--region", region, "--name", secret, "--secret-string", token);
    }

    /// <summary>Needs more addresses than the quota of a new account.</summary>
    protected static void UseSixNatGateways(JsonObject delivery) =>
        (delivery.Environment("Dev")["vpc"]!["natGateways"], delivery.Environment("Prod")["vpc"]!["natGateways"]) = (3, 3);
}
