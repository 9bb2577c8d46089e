using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>Uses the rehearsal's Amplify, a local GitHub, and a site whose response the test sets.</summary>
public sealed class ReleaseFrontendScriptTests(StepScripts scripts, ReleaseFrontendScriptTests.AmplifyApp amplify)
    : IAsyncLifetime,
        IClassFixture<ReleaseFrontendScriptTests.AmplifyApp>
{
    private const string Branch = "release/dev";

    private readonly string secret = $"github-{Guid.NewGuid():N}";
    private readonly string token = $"token-{Guid.NewGuid():N}";
    private readonly RecordedPrograms programs = new();
    private readonly WebApplication site = LocalServer.Create();
    private readonly string trace = scripts.TempFile("");
    private readonly string bucket = BundleStore.Name("dev");
    private string bundle = "";
    private GitServer gitHub = null!;
    private IResult response = Results.NotFound();

    public async ValueTask InitializeAsync()
    {
        site.MapGet("/api/version", () => response);
        await site.StartAsync(TestContext.Current.CancellationToken);

        var bundles = new BundleStore(scripts);
        await bundles.CreateAsync(bucket);
        var file = scripts.TempFile("the bundle");
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
    public async Task The_branch_moves_to_the_commit_of_the_artifact_and_back_in_a_rollback()
    {
        var (first, second) = (CommitThatBuilds(), CommitThatBuilds());
        await RecordReleaseAsync(first);
        await RecordReleaseAsync(second);
        foreach (var commit in (string[])[first, second, first])
        {
            response = Version(commit);
            var (code, output) = await ReleaseAsync(commit);
            Assert.True(code == 0, output);
            Assert.Equal(commit, gitHub.Head(Branch));
            Assert.Contains($"{site.Address} serves commit {commit} and bundle {bundle}", output, StringComparison.Ordinal);
        }
        Assert.Equal(second, gitHub.Head("main"));
    }

    [Fact]
    public async Task A_branch_that_this_environment_has_never_released_is_not_moved()
    {
        var commit = CommitThatBuilds();
        await RecordReleaseAsync(commit);
        var foreign = gitHub.CommitTo(Branch);
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Equal(foreign, gitHub.Head(Branch));
        Assert.Contains(
            $"The branch {Branch} of example/expenses is at {foreign}, which this environment has never released",
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
    public async Task A_bucket_that_cannot_be_read_does_not_count_as_one_without_the_commit()
    {
        gitHub.CommitTo(Branch);
        programs.Watch(
            "aws",
            """
            case "$*" in *" releases/"*)
              echo "An error occurred (403) when calling the HeadObject operation: Forbidden" >&2
              exit 254 ;;
            esac
            """
        );
        var (code, output) = await ReleaseAsync(CommitThatBuilds());
        Assert.NotEqual(0, code);
        Assert.Contains("(403)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("never released", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_push_to_the_branch_during_the_release_is_kept(bool exists)
    {
        var (first, second) = (CommitThatBuilds(), CommitThatBuilds());
        await RecordReleaseAsync(first);
        if (exists)
            gitHub.Move(Branch, first);
        var foreign = gitHub.CommitTo("foreign");
        programs.Watch(
            "git",
            $"""
            if [[ "$*" = *" push "* ]]; then
              GIT_CONFIG_COUNT=0 "$(type -ap git | sed -n 2p)" --git-dir {gitHub.Folder} update-ref refs/heads/{Branch} {foreign}
            fi
            """
        );
        var (code, output) = await ReleaseAsync(second);
        Assert.Equal(1, code);
        Assert.Equal(foreign, gitHub.Head(Branch));
        Assert.EndsWith(
            $"{Branch} moved during the release: find out who else pushes to it, then retry the stage.",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_git_configuration_of_a_user_changes_no_release()
    {
        using var git = new HostileGit();
        var commit = CommitThatBuilds();
        response = Version(commit);
        var (code, output) = await ReleaseAsync(commit, git.Variables);
        Assert.True(code == 0, output);
        Assert.Equal(commit, gitHub.Head(Branch));
    }

    [Fact]
    public async Task The_end_of_another_amplify_job_is_awaited()
    {
        var refused = scripts.TempFile("..");
        programs.Watch(
            "aws",
            $"""
            if [[ "$*" == *" start-job "* ]] && [ -s {refused} ]; then
              truncate --size=-1 {refused}
              echo "An error occurred (LimitExceededException): Branch already have pending or running jobs" >&2
              exit 254
            fi
            """
        );
        var commit = CommitThatBuilds();
        response = Version(commit);
        var (code, output) = await ReleaseAsync(commit);
        Assert.True(code == 0, output);
        Assert.Single(Regex.Matches(output, $"Amplify still runs a job of {Branch}: waiting for its end"));
        Assert.Contains("serves commit", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_amplify_refuses_fails_the_step()
    {
        programs.Watch("aws", """[[ "$*" != *" start-job "* ]] || { echo "No such branch" >&2; exit 254; }""");
        var (code, output) = await ReleaseAsync(CommitThatBuilds());
        Assert.Equal(1, code);
        Assert.EndsWith("No such branch", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_amplify_job_is_started_once_more()
    {
        var failed = scripts.TempFile("");
        var commit = gitHub.Commit([.. SmallBundle.Files(), ("make.sh", $"[ ! -e {failed} ] || {{ rm {failed}; exit 1; }}")]);
        response = Version(commit);
        var (code, output) = await ReleaseAsync(commit);
        Assert.True(code == 0, output);
        Assert.Matches("(?s)Amplify job [0-9]+: FAILED.*Amplify job [0-9]+: SUCCEED", output);
    }

    [Fact]
    public async Task An_amplify_job_that_fails_twice_fails_the_step()
    {
        var (code, output) = await ReleaseAsync(gitHub.Commit(("make.sh", "exit 1")));
        Assert.Equal(1, code);
        Assert.Matches($"Amplify job [0-9]+ of app {amplify.Id}, branch {Branch}, ended as FAILED", output);
    }

    [Fact]
    public async Task A_site_that_serves_another_commit_fails_the_step()
    {
        var (other, commit) = (gitHub.Commit(), CommitThatBuilds());
        response = Version(other);
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Contains($"does not serve commit {commit}", output, StringComparison.Ordinal);
        Assert.Contains(other, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_serves_another_bundle_of_the_commit_fails_the_step()
    {
        var commit = CommitThatBuilds();
        response = Results.Json(new { commit, bundle = new string('0', 64) });
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Contains($"does not serve commit {commit} and bundle {bundle}", output, StringComparison.Ordinal);
        Assert.Contains(new string('0', 64), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_bundle_fails_the_step_before_the_branch_moves()
    {
        var commit = CommitThatBuilds();
        await scripts.AwsAsync("s3api", "delete-object", "--bucket", bucket, "--key", BundleStore.Key);
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Contains($"{bucket} has no {BundleStore.Key} to release", output, StringComparison.Ordinal);
        Assert.Equal(0, gitHub.AuthorizedRequests);
    }

    [Theory]
    [InlineData(200, """<p>No page "/api/version" in COMMIT</p>""")]
    [InlineData(200, """{ "commit": "COMMIT-dirty", "bundle": "BUNDLE" }""")]
    [InlineData(200, """{ "commit": "COMMIT" }""")]
    [InlineData(200, """{ "commit": "decaf", "bundle": "BUNDLE", "before": "COMMIT" }""")]
    [InlineData(500, """{ "commit": "COMMIT", "bundle": "BUNDLE" }""")]
    public async Task A_response_that_only_quotes_the_commit_fails_the_step(int status, string body)
    {
        var commit = CommitThatBuilds();
        response = Results.Text(
            body.Replace("COMMIT", commit, StringComparison.Ordinal).Replace("BUNDLE", bundle, StringComparison.Ordinal),
            statusCode: status
        );
        var (code, output) = await ReleaseAsync(commit);
        Assert.Equal(1, code);
        Assert.Contains($"does not serve commit {commit}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_is_in_no_log_and_no_process_list()
    {
        foreach (var program in (string[])["aws", "curl", "git"])
            programs.Watch(program);
        var commit = CommitThatBuilds();
        response = Version(commit);
        var (code, output) = await ReleaseAsync(commit);
        Assert.True(code == 0, output);
        Assert.InRange(gitHub.AuthorizedRequests, 2, int.MaxValue);
        Assert.Contains(programs.Calls, call => call.StartsWith("aws secretsmanager get-secret-value", StringComparison.Ordinal));
        // The trace has the programs that git itself starts.
        string[] seen = [output, .. programs.Calls, File.ReadAllText(trace)];
        Assert.Contains("remote-http", seen[^1], StringComparison.Ordinal);
        Assert.All(seen, text => Assert.DoesNotContain(token, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_in_another_account_is_used_for_amplify_only_and_never_printed()
    {
        var role = $"arn:aws:iam::222222222222:role/release-{Guid.NewGuid():N}";
        var seen = scripts.TempFile("");
        programs.Watch("aws", $"""echo "$1 $AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN" >> {seen}""");
        var commit = CommitThatBuilds();
        response = Version(commit);
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

        var calls = File.ReadAllLines(seen).Select(line => line.Split(' ')).ToArray();
        Assert.All(calls.Where(call => call[0] != "amplify"), call => Assert.Equal(("rehearsal", ""), (call[1], call[3])));
        var amplifyCalls = calls.Where(call => call[0] == "amplify").ToArray();
        Assert.InRange(amplifyCalls.Length, 2, int.MaxValue);
        Assert.All(amplifyCalls, call => Assert.Equal(amplifyCalls[0], call));
        string[] outputs = [output, .. programs.Calls, File.ReadAllText(trace)];
        foreach (var credential in amplifyCalls[0][1..])
            Assert.All(outputs.Prepend("rehearsal"), text => Assert.DoesNotContain(credential, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_that_cannot_be_assumed_fails_the_step_before_amplify_is_called()
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
    public async Task A_token_that_may_not_push_fails_the_step_with_the_missing_permission()
    {
        gitHub.MayPush = false;
        await AssertRefusedAsync("It lacks the permission Contents: read and write.");
    }

    [Fact]
    public async Task A_token_that_may_not_write_workflows_fails_the_step_with_the_missing_permission()
    {
        var commit = gitHub.Commit((".github/workflows/bootstrap.yml", "on: workflow_dispatch"));
        gitHub.RefuseWorkflows();
        await AssertRefusedAsync("It lacks the permission Workflows: read and write.", commit);
    }

    [Fact]
    public async Task An_expired_token_fails_the_step()
    {
        await scripts.AwsAsync("secretsmanager", "put-secret-value", "--secret-id", secret, "--secret-string", "expired");
        await AssertRefusedAsync("GitHub doesn't accept it: it has expired, was revoked, or is incomplete.");
    }

    private async Task AssertRefusedAsync(string reason, string? commit = null)
    {
        var (code, output) = await ReleaseAsync(commit ?? gitHub.Commit());
        Assert.Equal(1, code);
        Assert.EndsWith(
            $"GitHub refuses the token in the secret {secret} (github.releaseToken in cdk.json). "
                + $"{reason} Store another: infra/steps/store-token.sh release us-east-1",
            output,
            StringComparison.Ordinal
        );
    }

    /// <summary>Records the bundle of the commit, as the previous step does.</summary>
    private Task RecordReleaseAsync(string commit) =>
        new BundleStore(scripts).PutAsync(bucket, $"releases/{commit}.sha256", $"{bundle}  {BundleStore.Key}\n");

    private string CommitThatBuilds() => gitHub.Commit(SmallBundle.Files());

    private IResult Version(string commit) => Results.Json(new { commit, bundle });

    private Task<(int Code, string Output)> ReleaseAsync(string commit, Dictionary<string, string>? extra = null) =>
        scripts.RunAsync(
            "release-frontend.sh",
            [scripts.TempFile(commit), scripts.TempFile(BundleStore.Tag)],
            new(gitHub.Variables.Concat(extra ?? []))
            {
                ["REPOSITORY"] = "example/expenses",
                ["BRANCH"] = Branch,
                ["APP_ID"] = amplify.Id,
                ["SITE_URL"] = site.Address,
                ["BUNDLE_BUCKET"] = bucket,
                ["GITHUB_TOKEN_SECRET"] = secret,
                ["PAUSE_SECONDS"] = "0",
                ["ATTEMPTS"] = "2",
                ["PATH"] = programs.PrependTo(scripts.SearchPath),
                ["GIT_TRACE"] = trace,
            }
        );

    /// <summary>The Amplify app of every test. Each test connects it to its own GitHub.</summary>
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
