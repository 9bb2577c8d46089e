namespace Expenses.Tests.Steps;

public sealed class VerifyStepTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Pipelines", "pipelines")]
    [InlineData("Steps", "steps")]
    [InlineData("Backend", "app-backend")]
    [InlineData("Frontend", "app-frontend")]
    [InlineData("Packages", "packages")]
    public void Each_runs_its_suite_by_the_script_that_people_run(string step, string suite) =>
        Assert.Equal($"bash infra/steps/verify.sh {suite}", Step(step).Commands[^1]);

    [Theory]
    [InlineData("Pipelines")]
    [InlineData("Steps")]
    [InlineData("Backend")]
    [InlineData("Frontend")]
    [InlineData("Packages")]
    public void Tests_may_touch_nothing_in_the_account(string step) => Assert.Empty(Step(step).Permissions);

    [Theory]
    [InlineData("Pipelines")]
    [InlineData("Steps")]
    [InlineData("Backend")]
    [InlineData("Frontend")]
    [InlineData("Packages")]
    public void What_is_tested_is_the_source_that_is_deployed(string step) =>
        Assert.Equal(
            Inputs(new StepProject(app, "Build", "Synth"))[0],
            (string?)Step(step).Action["Configuration"]!["PrimarySource"] ?? Assert.Single(Inputs(Step(step)))
        );

    [Fact]
    public void The_backend_s_suite_finds_git_s_history()
    {
        Assert.Contains("bash infra/steps/history.sh unpack ../history/git.tar.gz", Step("Backend").Commands);
        Assert.Matches(@"^#\{.*CommitId\}$", Step("Backend").Variables["COMMIT"]);
        Assert.Contains((string)Step("History").Action["OutputArtifacts"]![0]!["Name"]!, Inputs(Step("Backend")));
    }

    private StepProject Step(string name) => new(app, "Verify", name);

    private static string[] Inputs(StepProject step) =>
        [.. step.Action["InputArtifacts"]!.AsArray().Select(artifact => (string)artifact!["Name"]!)];
}
