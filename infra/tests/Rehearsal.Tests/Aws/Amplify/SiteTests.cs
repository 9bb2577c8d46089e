using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rehearsal.Aws;
using Rehearsal.Session;
using Rehearsal.Tests.Pipeline;
using Spectre.Console.Testing;

namespace Rehearsal.Tests.Aws.Amplify;

/// <summary>A site described by a stack and released through Amplify's API.</summary>
[Collection<EmulatedAccount>]
public sealed class SiteTests(EmulatedAccount account) : IAsyncDisposable
{
    private readonly TemporaryRepository workspace = new();
    private readonly AmplifyRepository repository = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        repository.Dispose();
        return workspace.DisposeAsync();
    }

    [Fact]
    public async Task A_site_with_a_framework_is_released_and_the_summary_has_its_commit_and_bundle()
    {
        var (commit, bundle) = (new string('a', 40), new string('b', 64));
        repository.Commit(SmallBundle.Files(VersionServer($$"""{ "commit": "{{commit}}", "bundle": "{{bundle}}" }""")));
        Assert.Equal("FAILED", await ReleaseAsync(await DeployAsync()));
        var app = await DeployAsync("Web");
        Assert.Equal("SUCCEED", await ReleaseAsync(app));
        Assert.EndsWith($"  commit {commit[..12]}  bundle {bundle}", await SiteLineAsync(), StringComparison.Ordinal);

        repository.Commit(SmallBundle.Files(VersionServer($$"""{ "commit": "{{commit}}" }""")));
        Assert.Equal("SUCCEED", await ReleaseAsync(app));
        Assert.EndsWith($"  commit {commit[..12]}", await SiteLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_may_use_the_account()
    {
        const string Command =
            SmallPipeline.AsAdministrator + " aws sts get-caller-identity --query Account --output text > bundle/static/files/account.txt";
        repository.Commit([.. SmallBundle.Files(), ("make.sh", Command)]);
        Assert.Equal("SUCCEED", await ReleaseAsync(await DeployAsync("Web")));
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{Assert.Single(account.Cloud.Sites).Address.Port}") };
        Assert.Equal($"{LocalCloud.Account}\n", await http.GetStringAsync("/files/account.txt", Cancel));
    }

    private static string VersionServer(string version) =>
        $"require('node:http').createServer((_, answer) => answer.end('{version}')).listen(3000)";

    /// <returns>The app's id.</returns>
    private async Task<string> DeployAsync(string? framework = null)
    {
        var app = new JsonObject
        {
            ["Name"] = "site",
            ["Repository"] = repository.Address,
            ["BuildSpec"] = SmallBundle.BuildSpec,
        };
        var branch = new JsonObject
        {
            ["AppId"] = new JsonObject { ["Ref"] = "App" },
            ["BranchName"] = AmplifyRepository.Branch,
        };
        if (framework is not null)
            branch["Framework"] = framework;
        var template = new JsonObject
        {
            ["Resources"] = new JsonObject
            {
                ["App"] = new JsonObject { ["Type"] = "AWS::Amplify::App", ["Properties"] = app },
                ["Branch"] = new JsonObject { ["Type"] = "AWS::Amplify::Branch", ["Properties"] = branch },
            },
            ["Outputs"] = new JsonObject { ["App"] = new JsonObject { ["Value"] = new JsonObject { ["Ref"] = "App" } } },
        };
        workspace.Write("template.json", template.ToJsonString());
        var outputs = await account.Cloud.DeployStackAsync(
            new()
            {
                StackName = "Site",
                TemplateFile = Path.Combine(workspace.Root, "template.json"),
                Source = workspace.Root,
                Log = Path.Combine(workspace.Folder.Logs, "stack.log"),
            },
            Cancel
        );
        return outputs["App"];
    }

    /// <returns>The job's final status.</returns>
    private async Task<string> ReleaseAsync(string app)
    {
        using var amplify = new HttpClient { BaseAddress = new(account.Cloud.Environment["AWS_ENDPOINT_URL"]) };
        // The emulator reads the service from the credential and ignores the signature.
        amplify.DefaultRequestHeaders.Authorization = new(
            "AWS4-HMAC-SHA256",
            "Credential=rehearsal/20260101/us-east-1/amplify/aws4_request"
        );
        var jobs = $"/apps/{app}/branches/{Uri.EscapeDataString(AmplifyRepository.Branch)}/jobs";
        using var started = await amplify.PostAsJsonAsync(jobs, new { jobType = "RELEASE" }, Cancel);
        var id = (await started.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["jobSummary"]!["jobId"];
        var status = "";
        await Eventually.IsTrueAsync(async () =>
        {
            status = $"{(await amplify.GetFromJsonAsync<JsonNode>($"{jobs}/{id}", Cancel))!["job"]!["summary"]!["status"]}";
            return status != "RUNNING";
        });
        return status;
    }

    /// <returns>The summary's line about the site.</returns>
    private async Task<string> SiteLineAsync()
    {
        var page = new FinalPage(
            new(new TestConsole(), plain: true),
            account.Cloud,
            new(new("", "", "") { Environment = LocalCloud.DefaultHome }, "", [], "")
        );
        return Assert.Single(await page.AddressesAsync(Cancel), line => line.Contains("http://dev.localhost:", StringComparison.Ordinal));
    }
}
