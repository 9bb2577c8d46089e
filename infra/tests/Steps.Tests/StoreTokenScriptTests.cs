using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>With a GitHub of git's own server, and an API that says what the test wants it to.</summary>
public sealed class StoreTokenScriptTests(StepScripts scripts) : IAsyncLifetime
{
    private const string Region = "us-east-1";

    private readonly string secret = $"github/{Guid.NewGuid():N}/token";
    private readonly string token = $"github_pat_{Guid.NewGuid():N}";
    private readonly RecordedPrograms programs = new();
    private readonly string trace = scripts.File("");
    private GitServer gitHub = null!;
    private GitHubApi api = null!;
    private OwnSettings settings = null!;

    public async ValueTask InitializeAsync()
    {
        gitHub = await GitServer.StartAsync(token);
        api = await GitHubApi.StartAsync(token);
        settings = new(delivery =>
        {
            delivery["repository"] = "example/expenses";
            delivery["github"] = new JsonObject { ["releaseToken"] = secret, ["amplifyToken"] = secret };
        });
    }

    public async ValueTask DisposeAsync()
    {
        await gitHub.DisposeAsync();
        await api.DisposeAsync();
        await settings.DisposeAsync();
        programs.Dispose();
    }

    [Fact]
    public async Task A_token_that_may_do_all_is_stored_without_the_end_of_its_line_and_its_trial_leaves_nothing()
    {
        var (code, output) = await StoreAsync("release", $" {token} \r");
        Assert.True(code == 0, output);
        Assert.EndsWith($"The token is stored in {Region} as {secret}.", output, StringComparison.Ordinal);
        Assert.Equal(token, await StoredAsync());
        Assert.Empty(gitHub.Branches);
    }

    [Fact]
    public async Task What_a_person_has_configured_git_to_do_is_no_part_of_a_token_s_trial()
    {
        using var git = new HostileGit();
        var (code, output) = await StoreAsync("release", token, git.Variables);
        Assert.True(code == 0, output);
        Assert.Equal(token, await StoredAsync());
        Assert.Empty(gitHub.Branches);
    }

    [Fact]
    public async Task A_new_token_takes_the_place_of_the_one_before()
    {
        await StoreAsync("amplify", token);
        await scripts.AwsAsync("secretsmanager", "put-secret-value", "--secret-id", secret, "--secret-string", "before");
        var (code, output) = await StoreAsync("release", token);
        Assert.True(code == 0, output);
        Assert.Equal(token, await StoredAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("\"; rm -rf /")]
    public async Task What_is_no_token_is_not_tried(string typed)
    {
        var (code, output) = await StoreAsync("release", typed);
        Assert.Equal(1, code);
        Assert.Contains("This is not a GitHub token", output, StringComparison.Ordinal);
        Assert.Equal(0, gitHub.Admitted);
    }

    [Fact]
    public async Task A_token_that_github_does_not_accept_changes_nothing()
    {
        await StoreAsync("release", token);
        var (code, output) = await StoreAsync("release", "github_pat_another");
        Assert.Equal(1, code);
        Assert.EndsWith(
            "The token is not stored. GitHub doesn't accept it: it has expired, was revoked, or is incomplete.",
            output,
            StringComparison.Ordinal
        );
        Assert.Equal(token, await StoredAsync());
    }

    [Fact]
    public async Task A_token_that_may_not_push_is_told_which_permission_it_lacks()
    {
        gitHub.MayPush = false;
        await RefusedAsync("release", "It lacks the permission Contents: read and write.");
    }

    [Fact]
    public async Task A_token_that_may_not_write_workflows_is_told_which_permission_it_lacks()
    {
        gitHub.RefuseWorkflows();
        await RefusedAsync("release", "It lacks the permission Workflows: read and write.");
    }

    [Fact]
    public async Task When_a_token_expires_is_said()
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
    public async Task Amplify_wants_a_token_that_may_create_webhooks(string? scopes, bool stored)
    {
        api.Scopes = scopes;
        if (!stored)
        {
            await RefusedAsync("amplify", $"It lacks the scope admin:repo_hook; it has: {(scopes is "" ? "none" : scopes)}.");
            return;
        }
        var (code, output) = await StoreAsync("amplify", token);
        Assert.True(code == 0, output);
        Assert.Equal(token, await StoredAsync());
    }

    [Fact]
    public async Task A_token_without_scopes_has_to_see_the_webhooks()
    {
        api.ShowsHooks = false;
        await RefusedAsync(
            "amplify",
            "It can't read the webhooks of example/expenses: it lacks the permission Webhooks: read and write, or its owner is not an administrator of the repository."
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
    public async Task Another_kind_of_token_is_refused_with_the_two_there_are()
    {
        var (code, output) = await StoreAsync("pull", token);
        Assert.Equal(2, code);
        Assert.EndsWith("the kind is \"pull\"; it must be release or amplify.", output, StringComparison.Ordinal);
    }

    /// <summary>As the README's command has it, before a reader has put a region in its place.</summary>
    [Fact]
    public async Task A_region_that_is_none_is_named_before_the_token_is_asked_for()
    {
        var (code, output) = await scripts.AnswerAsync(token, settings.Script("store-token.sh"), "release", "REGION");
        Assert.Equal(2, code);
        Assert.Equal("store-token.sh: the region is \"REGION\"; it must be a name such as eu-central-1.", output);
    }

    private async Task RefusedAsync(string kind, string reason)
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

    private Task<string> StoredAsync() =>
        scripts.AwsAsync("secretsmanager", "get-secret-value", "--secret-id", secret, "--query", "SecretString", "--output", "text");

    private Task<(int Code, string Output)> StoreAsync(string kind, string typed, Dictionary<string, string>? own = null) =>
        scripts.AnswerAsync(
            typed,
            settings.Script("store-token.sh"),
            [kind, Region],
            new(gitHub.Variables.Concat(own ?? []))
            {
                ["GITHUB_API_URL"] = api.Address,
                ["GIT_TRACE"] = trace,
                ["PATH"] = programs.Before(scripts.SearchPath),
            }
        );
}
