using Rehearsal.Pipeline;

namespace Rehearsal.Tests.Pipeline;

/// <summary>Builds do what CodeBuild does with their build specs.</summary>
public sealed class BuildTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    [Fact]
    public async Task Variables_and_the_folder_reach_the_following_phases()
    {
        Build(
            """
            version: 0.2
            phases:
              pre_build:
                commands:
                  - mkdir deep && cd deep
                  - GREETING="it's one"
              build:
                commands:
                  - '[ "$GREETING" = "it''s one" ]'
                finally:
                  - '[ "$(basename "$PWD")" = deep ]'
            """
        );
        using var run = Run();
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("exit 7")]
    [InlineData("if true; then")]
    public async Task A_failed_build_skips_the_next_commands_and_is_followed_by_finally_and_post_build(string failing)
    {
        Build(
            $"""
            version: 0.2
            phases:
              build:
                commands:
                  - NAME=cake
                  - {failing}
                  - echo the next command
                finally:
                  - echo finally $NAME
              post_build:
                commands:
                  - echo "after the build of $NAME, succeeding is $CODEBUILD_BUILD_SUCCEEDING"
            """
        );
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("A command of build ended with exit code", run.Output, StringComparison.Ordinal);
        var log = run.Log("Test", "Make");
        Assert.DoesNotContain("the next command", log, StringComparison.Ordinal);
        Assert.Contains("finally ", log, StringComparison.Ordinal);
        Assert.Contains("succeeding is 0", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("install", "")]
    [InlineData("pre_build", "")]
    [InlineData("build", "on-failure: ABORT")]
    public async Task Other_failed_phases_end_the_build(string phase, string reaction)
    {
        Build(
            $"""
            version: 0.2
            phases:
              {phase}:
                {reaction}
                commands: ["false"]
              post_build:
                commands: [echo after the build]
            """
        );
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.DoesNotContain("after the build", run.Log("Test", "Make"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phase_that_may_fail_is_followed_by_the_next_one()
    {
        Build(
            """
            version: 0.2
            phases:
              install:
                on-failure: CONTINUE
                commands: ["false"]
              pre_build:
                commands: ["true"]
              build:
                commands: [echo the build]
            """
        );
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("A command of install ended", run.Output, StringComparison.Ordinal);
        Assert.Contains("the build", run.Log("Test", "Make"), StringComparison.Ordinal);
    }

    /// <summary>CodeBuild checks the exit code of a command, not of each of its lines.</summary>
    [Theory]
    [InlineData("true", Outcome.Succeeded)]
    [InlineData("set -e", Outcome.Failed)]
    public async Task Only_the_last_line_of_a_command_fails_it_unless_it_says_otherwise(string first, Outcome outcome)
    {
        Build(
            $"""
            version: 0.2
            phases:
              build:
                commands:
                  - |
                    {first}
                    false
                    true
            """
        );
        using var run = Run();
        Assert.Equal(outcome, await run.PushAsync());
    }

    [Theory]
    [InlineData("", Outcome.Failed)]
    [InlineData("env: { shell: bash }", Outcome.Succeeded)]
    public async Task Commands_have_the_shell_of_the_build_spec(string env, Outcome outcome)
    {
        Assert.SkipUnless(File.ResolveLinkTarget("/bin/sh", returnFinalTarget: true)?.Name == "dash", "Only dash lacks what bash has.");
        Build(
            $"""
            version: 0.2
            {env}
            phases:
              build:
                commands: ['[[ here = here ]]']
            """
        );
        using var run = Run();
        Assert.Equal(outcome, await run.PushAsync());
    }

    [Fact]
    public async Task An_exported_variable_reaches_later_actions()
    {
        Pipeline
            .Stage(
                "Build",
                Pipeline.Build(
                    "Make",
                    """
                    version: 0.2
                    env:
                      variables: { GREETING: hello }
                      exported-variables: [MESSAGE, MISSING]
                    phases:
                      build:
                        commands: ['MESSAGE="$GREETING there"']
                    """,
                    runOrder: 1,
                    outputs: []
                )
            )
            .Stage(
                "Test",
                Pipeline.Build(
                    "Check",
                    "[ \"$TEXT\" = 'hello there, ' ]",
                    variables: """[{"name":"TEXT","type":"PLAINTEXT","value":"#{Make.MESSAGE}, #{Make.MISSING}"}]"""
                )
            );
        using var run = Run();
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
    }

    [Fact]
    public async Task Each_artifact_of_several_has_its_own_files()
    {
        Pipeline
            .Stage(
                "Build",
                Pipeline.Build(
                    "Make",
                    """
                    version: 0.2
                    phases:
                      build:
                        commands: [mkdir -p out/deep, touch out/deep/a.txt out/deep/a.log out/b.txt]
                    artifacts:
                      secondary-artifacts:
                        All: { base-directory: out, files: ['**/*'], exclude-paths: ['**/*.log'] }
                        Flat: { base-directory: out, files: ['**/*.txt'], discard-paths: yes }
                    """,
                    runOrder: 1,
                    outputs: ["All", "Flat"]
                )
            )
            .Stage(
                "Test",
                Pipeline.Build("CheckAll", "[ \"$(find . -type f | sort | xargs)\" = './b.txt ./deep/a.txt' ]", input: "All"),
                Pipeline.Build("CheckFlat", "[ \"$(ls | xargs)\" = 'a.txt b.txt' ]", input: "Flat")
            );
        using var run = Run();
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
    }

    [Theory]
    [InlineData("{ files: ['*.zip'] }", "No file of the build matches *.zip")]
    [InlineData("{ files: ['**/*'], base-directory: out }", "The build produced no folder out")]
    [InlineData(
        "{ secondary-artifacts: { Other: { files: ['*'] } } }",
        "The build spec has no artifacts, but the action has the output Made."
    )]
    public async Task An_artifact_without_files_fails_the_action(string artifacts, string problem)
    {
        Pipeline.Stage(
            "Build",
            Pipeline.Build(
                "Make",
                $"version: 0.2\nphases: {{ build: {{ commands: ['true'] }} }}\nartifacts: {artifacts}\n",
                runOrder: 1,
                outputs: ["Made"]
            )
        );
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains(problem, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "buildspec.yml")]
    [InlineData("ci/test.yml", "ci/test.yml")]
    public async Task A_build_spec_may_be_a_file_of_the_source(string? named, string file)
    {
        Pipeline.Stage("Test", Pipeline.Build("Make", named, runOrder: 1, outputs: []));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains($"The source has no {file}, the build spec of MakeProject.", run.Output, StringComparison.Ordinal);
        Repository.Write(file, "version: 0.2\nphases: { build: { commands: ['true'] } }\n");
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
    }

    [Fact]
    public async Task A_build_that_exceeds_the_time_limit_of_its_project_is_stopped()
    {
        Build("version: 0.2\nphases: { build: { commands: [sleep 600] } }\n");
        Pipeline.LimitTo(0, "Make");
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("The build has not ended within 0 minutes, the time limit of its project.", run.Output, StringComparison.Ordinal);
    }

    private void Build(string spec) => Pipeline.Stage("Test", Pipeline.Build("Make", spec, runOrder: 1, outputs: []));
}
