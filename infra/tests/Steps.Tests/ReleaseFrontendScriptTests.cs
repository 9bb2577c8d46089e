using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>With the rehearsal's Amplify, a GitHub of git's own server, and a site that answers as the test wants it to.</summary>
public sealed class ReleaseFrontendScriptTests(StepScripts scripts, ReleaseFrontendScriptTests.AmplifyApp amplify)
    : IAsyncLifetime,
        IClassFixture<ReleaseFrontendScriptTests.AmplifyApp>
{
    private const string Branch = "release/dev";

    private readonly string secret = $"github-{Guid.NewGuid():N}";
    private readonly string token = $"token-{Guid.NewGuid():N}";
    private readonly RecordedPrograms programs = new();
    private readonly WebApplication site = LocalServer.Create();
    private readonly string trace = scripts.File("");
    private readonly string bucket = BundleStore.Name("dev");
    private string bundle = "";
    private GitServer gitHub = null!;
    private IResult answer = Results.NotFound();

    public async ValueTask InitializeAsync()
    {
        site.MapGet("/api/version", () => answer);
        await site.StartAsync(TestContext.Current.CancellationToken);

        var bundles = new BundleStore(scripts);
        await bundles.CreateAsync(bucket);
        var file = scripts.File("the bundle");
        await bundles.PutFileAsync(bucket, BundleStore.Key, file);
        bundle = BundleStore.DigestOf(file);

        gitHub = await GitServer.StartAsync(token);
        await scripts.AwsAsync("secretsmanager", "create-secret", "--name", secret, "--secret-string", token);
        amplify.Connect(gitHub);
    }

    public async ValueTask DisposeAsync()
    {
        await gitHub.DisposeAsync();
        await site.DisposeAsync();
        programs.Dispose();
    }

    [Fact]
    public async Task The_branch_moves_to_the_commit_of_the_artifact_and_a_rollback_moves_it_back()
    {
        var (first, second) = (CommitThatBuilds(), CommitThatBuilds());
        await NameAsync(first);
        await NameAsync(second);
        foreach (var commit in (string[])[first, second, first])
        {
            answer = Version(commit);
            var (code, output) = await ReleaseAsync(commit);
            Assert.True(code == 0, output);
            Assert.Equal(commit, gitHub.Head(Branch));
            Assert.Contains($"{site.Address} serves commit {commit} and bundle {bundle}", output, StringComparison.Ordinal);
        }
        Assert.Equal(second, gitHub.Head("main"));
    }

    [Fact]
    public async Task A_branch_that_this_environment_has_never_released_is_not_moved_and_is_named_with_what_to_do()
    {
        var commit = CommitThatBuilds();
        await NameAsync(commit);
        var somebodys = gitHub.CommitTo(Branch);
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Equal(somebodys, gitHub.Head(Branch));
        Assert.Contains(
            $"The branch {Branch} of example/expenses is at {somebodys}, which this environment has never released",
            output,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            $"delete the branch, and retry the stage: git push https://github.com/example/expenses :refs/heads/{Branch}",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_asked_is_not_taken_for_one_that_does_not_know_the_branch()
    {
        gitHub.CommitTo(Branch);
        programs.Watch(
            "aws",
            """case "$*" in *" releases/"*) echo "An error occurred (403) when calling the HeadObject operation: Forbidden" >&2 && exit 254 ;; esac"""
        );
        var (code, output) = await ReleaseAsync(CommitThatBuilds());
        Assert.NotEqual(0, code);
        Assert.Contains("(403)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("never released", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_somebody_pushes_to_the_branch_meanwhile_stays(bool isThere)
    {
        var (first, second) = (CommitThatBuilds(), CommitThatBuilds());
        await NameAsync(first);
        if (isThere)
            gitHub.Move(Branch, first);
        var somebodys = gitHub.CommitTo("somebodys");
        programs.Watch(
            "git",
            $"""[[ "$*" != *" push "* ]] || GIT_CONFIG_COUNT=0 "$(type -ap git | sed -n 2p)" --git-dir {gitHub.Folder} update-ref refs/heads/{Branch} {somebodys}"""
        );
        var (code, output) = await ReleaseAsync(second);
        Assert.Equal(1, code);
        Assert.Equal(somebodys, gitHub.Head(Branch));
        Assert.EndsWith(
            $"{Branch} moved during the release: find out who else pushes to it, then retry the stage.",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_a_person_has_configured_git_to_do_stops_no_release()
    {
        using var git = new HostileGit();
        var commit = CommitThatBuilds();
        answer = Version(commit);
        var (code, output) = await ReleaseAsync(commit, git.Variables);
        Assert.True(code == 0, output);
        Assert.Equal(commit, gitHub.Head(Branch));
    }

    [Fact]
    public async Task A_job_that_fails_fails_the_step_and_is_named()
    {
        var (code, output) = await ReleaseAsync(gitHub.Commit(("make.sh", "exit 1")));
        Assert.Equal(1, code);
        Assert.Matches($"Amplify job [0-9]+ of app {amplify.Id}, branch {Branch}, ended as FAILED", output);
    }

    [Fact]
    public async Task A_site_that_answers_with_another_commit_fails_the_step_which_says_what_it_answers()
    {
        var (other, commit) = (gitHub.Commit(), CommitThatBuilds());
        answer = Version(other);
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Contains($"does not serve commit {commit}", output, StringComparison.Ordinal);
        Assert.Contains(other, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_answers_with_another_bundle_of_the_commit_fails_the_step_which_says_so()
    {
        var commit = CommitThatBuilds();
        answer = Results.Json(new { commit, bundle = new string('0', 64) });
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Contains($"does not serve commit {commit} and bundle {bundle}", output, StringComparison.Ordinal);
        Assert.Contains(new string('0', 64), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_that_the_stage_does_not_have_is_named_before_the_branch_moves()
    {
        var commit = CommitThatBuilds();
        await scripts.AwsAsync("s3api", "delete-object", "--bucket", bucket, "--key", BundleStore.Key);
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Contains($"{bucket} has no {BundleStore.Key} to release", output, StringComparison.Ordinal);
        Assert.Equal(0, gitHub.Admitted);
    }

    [Theory]
    [InlineData(200, """<p>No page "/api/version" in COMMIT</p>""")]
    [InlineData(200, """{ "commit": "COMMIT-dirty", "bundle": "BUNDLE" }""")]
    [InlineData(200, """{ "commit": "COMMIT" }""")]
    [InlineData(200, """{ "commit": "decaf", "bundle": "BUNDLE", "before": "COMMIT" }""")]
    [InlineData(500, """{ "commit": "COMMIT", "bundle": "BUNDLE" }""")]
    public async Task An_answer_that_only_quotes_the_commit_is_no_release(int status, string quotation)
    {
        var commit = CommitThatBuilds();
        answer = Results.Text(
            quotation.Replace("COMMIT", commit, StringComparison.Ordinal).Replace("BUNDLE", bundle, StringComparison.Ordinal),
            statusCode: status
        );
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Contains($"does not serve commit {commit}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_opens_github_and_stands_in_no_log_and_no_process_list()
    {
        foreach (var program in (string[])["aws", "curl", "git"])
            programs.Watch(program);
        var commit = CommitThatBuilds();
        answer = Version(commit);
        var (code, output) = await ReleaseAsync(commit);
        Assert.True(code == 0, output);
        Assert.InRange(gitHub.Admitted, 2, int.MaxValue);
        Assert.Contains(programs.Calls, call => call.StartsWith("aws secretsmanager get-secret-value", StringComparison.Ordinal));
        // What git starts in its turn is in its own trace.
        string[] seen = [output, .. programs.Calls, File.ReadAllText(trace)];
        Assert.Contains("remote-http", seen[^1], StringComparison.Ordinal);
        Assert.All(seen, text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_another_account_a_role_is_taken_for_amplify_alone_and_its_credentials_stand_nowhere()
    {
        var role = $"arn:aws:iam::222222222222:role/release-{Guid.NewGuid():N}";
        var seen = scripts.File("");
        programs.Watch("aws", $"""echo "$1 $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN" >> {seen}""");
        var commit = CommitThatBuilds();
        answer = Version(commit);
        var (code, output) = await ReleaseAsync(
            commit,
            new()
            {
                ["RELEASE_ROLE_ARN"] = role,
                ["APP_REGION"] = "eu-west-1",
                ["AWS_SESSION_TOKEN"] = "",
            }
        );
        Assert.True(code == 0, output);
        Assert.Single(programs.Calls, call => call.StartsWith($"aws sts assume-role --role-arn {role} ", StringComparison.Ordinal));
        Assert.All(
            programs.Calls.Where(call => call.StartsWith("aws amplify ", StringComparison.Ordinal)),
            call => Assert.EndsWith(" --region eu-west-1", call, StringComparison.Ordinal)
        );

        var asked = File.ReadAllLines(seen).Select(line => line.Split(' ')).ToArray();
        Assert.All(asked.Where(words => words[0] != "amplify"), words => Assert.Equal(("rehearsal", ""), (words[1], words[3])));
        var toAmplify = asked.Where(words => words[0] == "amplify").ToArray();
        Assert.InRange(toAmplify.Length, 2, int.MaxValue);
        Assert.All(toAmplify, words => Assert.Equal(toAmplify[0], words));
        string[] places = [output, .. programs.Calls, File.ReadAllText(trace)];
        foreach (var credential in toAmplify[0][1..])
            Assert.All(places.Prepend("rehearsal"), place => Assert.DoesNotContain(credential, place, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_that_is_not_given_fails_the_step_before_amplify_is_asked()
    {
        programs.Watch("aws", """[ "$1" != sts ] || { echo AccessDenied >&2 && exit 254; }""");
        var (code, output) = await ReleaseAsync(
            CommitThatBuilds(),
            new() { ["RELEASE_ROLE_ARN"] = "arn:aws:iam::222222222222:role/other" }
        );
        Assert.NotEqual(0, code);
        Assert.Contains("AccessDenied", output, StringComparison.Ordinal);
        Assert.DoesNotContain(programs.Calls, call => call.StartsWith("aws amplify", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_that_may_not_push_is_named_with_what_it_lacks_and_where_it_is_stored()
    {
        gitHub.MayPush = false;
        await RefusedAsync("It lacks the permission Contents: read and write.");
    }

    [Fact]
    public async Task A_token_that_may_not_write_workflows_is_told_at_a_rollback_to_another_workflow()
    {
        var commit = gitHub.Commit((".github/workflows/bootstrap.yml", "on: workflow_dispatch"));
        gitHub.RefuseWorkflows();
        await RefusedAsync("It lacks the permission Workflows: read and write.", commit);
    }

    [Fact]
    public async Task A_token_that_has_expired_is_named()
    {
        await scripts.AwsAsync("secretsmanager", "put-secret-value", "--secret-id", secret, "--secret-string", "expired");
        await RefusedAsync("GitHub doesn't accept it: it has expired, was revoked, or is incomplete.");
    }

    private async Task RefusedAsync(string reason, string? commit = null)
    {
        var (code, output) = await ReleaseAsync(commit ?? gitHub.Commit());
        Assert.Equal(1, code);
        Assert.EndsWith(
            $"GitHub refuses the token in the secret {secret} (github.releaseToken in cdk.json). {reason} Store another: infra/steps/store-token.sh release us-east-1",
            output,
            StringComparison.Ordinal
        );
    }

    /// <summary>As the step before does: the environment's bucket names the bundle of what is released.</summary>
    private Task NameAsync(string commit) =>
        new BundleStore(scripts).PutAsync(bucket, $"releases/{commit}.sha256", $"{bundle}  {BundleStore.Key}\n");

    private string CommitThatBuilds() => gitHub.Commit(SmallBundle.Files());

    private IResult Version(string commit) => Results.Json(new { commit, bundle });

    private Task<(int Code, string Output)> ReleaseAsync(string commit, Dictionary<string, string>? elsewhere = null) =>
        scripts.RunAsync(
            "release-frontend.sh",
            [scripts.File(commit), scripts.File(BundleStore.Tag)],
            new(gitHub.Variables.Concat(elsewhere ?? []))
            {
                ["REPOSITORY"] = "example/expenses",
                ["BRANCH"] = Branch,
                ["APP_ID"] = amplify.Id,
                ["SITE_URL"] = site.Address,
                ["BUNDLE_BUCKET"] = bucket,
                ["GITHUB_TOKEN_SECRET"] = secret,
                ["PAUSE_SECONDS"] = "0",
                ["ATTEMPTS"] = "2",
                ["PATH"] = programs.Before(scripts.SearchPath),
                ["GIT_TRACE"] = trace,
            }
        );

    /// <summary>The app that every test releases. Each test connects it to a GitHub of its own.</summary>
    public sealed class AmplifyApp(StepScripts scripts) : IAsyncLifetime
    {
        private readonly string folder = Directory.CreateTempSubdirectory("amplify-").FullName;

        public string Id { get; private set; } = "";

        private string Repository => Path.Combine(folder, "repository");

        public async ValueTask InitializeAsync()
        {
            var properties = new JsonObject
            {
                ["Name"] = "site",
                ["Repository"] = $"file://{Repository}",
                ["BuildSpec"] = SmallBundle.BuildSpec,
            };
            var branch = new JsonObject
            {
                ["AppId"] = new JsonObject { ["Ref"] = "App" },
                ["BranchName"] = Branch,
                ["Framework"] = "Web",
            };
            var outputs = await scripts.DeployAsync(
                "Release",
                new JsonObject
                {
                    ["Resources"] = new JsonObject
                    {
                        ["App"] = new JsonObject { ["Type"] = "AWS::Amplify::App", ["Properties"] = properties },
                        ["Branch"] = new JsonObject { ["Type"] = "AWS::Amplify::Branch", ["Properties"] = branch },
                    },
                    ["Outputs"] = new JsonObject { ["AppId"] = new JsonObject { ["Value"] = new JsonObject { ["Ref"] = "App" } } },
                }.ToJsonString()
            );
            Id = outputs["AppId"];
        }

        internal void Connect(GitServer gitHub)
        {
            File.Delete(Repository);
            File.CreateSymbolicLink(Repository, gitHub.Folder);
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
