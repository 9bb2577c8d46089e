using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>Uses a local GitHub, and an API whose responses the test sets.</summary>
public sealed class StoreTokenScriptTests(StepScripts scripts) : IAsyncLifetime
{
    private const string Region = "us-east-1";

    private readonly string secret = $"github/{Guid.NewGuid():N}/token";
    private readonly string token = $"github_pat_{Guid.NewGuid():N}";
    private readonly RecordedPrograms programs = new();
    private readonly string trace = scripts.TempFile("");
    private GitServer gitHub = null!;
    private GitHubApi api = null!;
    private ScriptCheckout checkout = null!;

    public async ValueTask InitializeAsync()
    {
        gitHub = await GitServer.StartAsync(token);
        api = await GitHubApi.StartAsync(token);
        checkout = new(delivery =>
        {
            delivery["repository"] = "example/expenses";
            delivery["github"] = new JsonObject { ["releaseToken"] = secret, ["amplifyToken"] = secret };
        });
    }

    public async ValueTask DisposeAsync()
    {
        await gitHub.DisposeAsync();
        await api.DisposeAsync();
        await checkout.DisposeAsync();
        programs.Dispose();
    }

    [Fact]
    public async Task A_valid_token_is_stored_without_whitespace_and_its_check_leaves_no_branch()
    {
        var (code, output) = await StoreAsync("release", $" {token} \r");
        Assert.True(code == 0, output);
        Assert.EndsWith($"The token is stored in {Region} as {secret}.", output, StringComparison.Ordinal);
        Assert.Equal(token, await StoredTokenAsync());
        Assert.Empty(gitHub.Branches);
    }

    [Fact]
    public async Task The_git_configuration_of_a_user_changes_no_check()
    {
        using var git = new HostileGit();
        var (code, output) = await StoreAsync("release", token, git.Variables);
        Assert.True(code == 0, output);
        Assert.Equal(token, await StoredTokenAsync());
        Assert.Empty(gitHub.Branches);
    }

    [Fact]
    public async Task A_new_token_replaces_the_old_one()
    {
        await StoreAsync("amplify", token);
        await scripts.AwsAsync("secretsmanager", "put-secret-value", "--secret-id", secret, "--secret-string", "before");
        var (code, output) = await StoreAsync("release", token);
        Assert.True(code == 0, output);
        Assert.Equal(token, await StoredTokenAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("\"; rm -rf /")]
    public async Task Input_that_is_not_a_token_is_refused_without_a_check(string typed)
    {
        var (code, output) = await StoreAsync("release", typed);
        Assert.Equal(1, code);
        Assert.Contains("This is not a GitHub token", output, StringComparison.Ordinal);
        Assert.Equal(0, gitHub.AuthorizedRequests);
    }

    [Fact]
    public async Task A_token_that_github_rejects_is_not_stored()
    {
        await StoreAsync("release", token);
        var (code, output) = await StoreAsync("release", "github_pat_another");
        Assert.Equal(1, code);
        Assert.EndsWith(
            "The token is not stored. GitHub doesn't accept it: it has expired, was revoked, or is incomplete.",
            output,
            StringComparison.Ordinal
        );
        Assert.Equal(token, await StoredTokenAsync());
    }

    [Fact]
    public async Task A_token_that_may_not_push_is_refused_with_the_missing_permission()
    {
        gitHub.MayPush = false;
        await AssertRefusedAsync("release", "It lacks the permission Contents: read and write.");
    }

    [Fact]
    public async Task A_token_that_may_not_write_workflows_is_refused_with_the_missing_permission()
    {
        gitHub.RefuseWorkflows();
        await AssertRefusedAsync("release", "It lacks the permission Workflows: read and write.");
    }

    [Fact]
    public async Task The_expiration_of_a_token_is_printed()
    {
        api.Expires = "2027-10-12 09:00:00 UTC";
        var (_, output) = await StoreAsync("release", token);
        Assert.EndsWith("It expires on 2027-10-12 09:00:00 UTC: store a new one before then.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("repo, admin:repo_hook", true)]
    [InlineData("repo", false)]
    [InlineData("", false)]
    [InlineData(null, true)]
    public async Task Amplify_needs_a_token_that_may_create_webhooks(string? scopes, bool stored)
    {
        api.Scopes = scopes;
        if (!stored)
        {
            await AssertRefusedAsync("amplify", $"It lacks the scope admin:repo_hook; it has: {(scopes is "" ? "none" : scopes)}.");
            return;
        }
        var (code, output) = await StoreAsync("amplify", token);
        Assert.True(code == 0, output);
        Assert.Equal(token, await StoredTokenAsync());
    }

    [Fact]
    public async Task A_token_without_scopes_must_be_able_to_read_the_webhooks()
    {
        api.CanReadWebhooks = false;
        await AssertRefusedAsync(
            "amplify",
            "It can't read the webhooks of example/expenses: it lacks the permission Webhooks: read and write, "
                + "or its owner is not an administrator of the repository."
        );
    }

    [Fact]
    public async Task The_token_is_in_no_argument_no_output_and_no_trace()
    {
        foreach (var program in (string[])["aws", "curl", "git", "cat"])
            programs.Watch(program);
        var (code, output) = await StoreAsync("release", token);
        Assert.True(code == 0, output);
        Assert.Contains(programs.Calls, call => call.StartsWith("curl --config -", StringComparison.Ordinal));
        string[] seen = [output, .. programs.Calls, File.ReadAllText(trace)];
        Assert.Contains("remote-http", seen[^1], StringComparison.Ordinal);
        Assert.All(seen, text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_kind_of_token_is_refused()
    {
        var (code, output) = await StoreAsync("pull", token);
        Assert.Equal(2, code);
        Assert.EndsWith("the kind is \"pull\"; it must be release or amplify.", output, StringComparison.Ordinal);
    }

    /// <summary>The README's command has this placeholder.</summary>
    [Fact]
    public async Task An_invalid_region_is_refused_before_the_token_is_read()
    {
        var (code, output) = await scripts.RunWithInputAsync(token, checkout.Script("store-token.sh"), "release", "REGION");
        Assert.Equal(2, code);
        Assert.Equal("store-token.sh: the region is \"REGION\"; it must be a name such as eu-central-1.", output);
    }

    private async Task AssertRefusedAsync(string kind, string reason)
    {
        var (code, output) = await StoreAsync(kind, token);
        Assert.Equal(1, code);
        Assert.EndsWith($"The token is not stored. {reason}", output, StringComparison.Ordinal);
        Assert.Equal(
            "[]",
            await scripts.AwsAsync(
                "secretsmanager",
                "list-secrets",
                "--filters",
                $"Key=name,Values={secret}",
                "--query",
                "SecretList[].Name",
                "--output",
                "json"
            )
        );
        Assert.Empty(gitHub.Branches);
    }

    private Task<string> StoredTokenAsync() =>
        scripts.AwsAsync("secretsmanager", "get-secret-value", "--secret-id", secret, "--query", "SecretString", "--output", "text");

    private Task<(int Code, string Output)> StoreAsync(string kind, string typed, Dictionary<string, string>? extra = null) =>
        scripts.RunWithInputAsync(
            typed,
            checkout.Script("store-token.sh"),
            [kind, Region],
            new(gitHub.Variables.Concat(extra ?? []))
            {
                ["GITHUB_API_URL"] = api.Address,
                ["GIT_TRACE"] = trace,
                ["PATH"] = programs.PrependTo(scripts.SearchPath),
            }
        );
}
