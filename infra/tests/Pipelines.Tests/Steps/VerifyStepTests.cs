namespace Expenses.Tests.Steps;

public sealed class VerifyStepTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Pipelines", "pipelines")]
    [InlineData("Steps", "steps")]
    [InlineData("Backend", "app-backend")]
    [InlineData("Frontend", "app-frontend")]
    [InlineData("Packages", "packages")]
    public void Each_runs_its_suite_with_the_same_script_as_people(string step, string suite) =>
        Assert.Equal($"bash infra/steps/verify.sh {suite}", Step(step).Commands[^1]);

    [Theory]
    [InlineData("Pipelines")]
    [InlineData("Steps")]
    [InlineData("Backend")]
    [InlineData("Frontend")]
    [InlineData("Packages")]
    public void Tests_have_no_permissions_in_the_account(string step) => Assert.Empty(Step(step).Permissions);

    [Theory]
    [InlineData("Pipelines")]
    [InlineData("Steps")]
    [InlineData("Backend")]
    [InlineData("Frontend")]
    [InlineData("Packages")]
    public void The_tested_source_is_the_deployed_source(string step) =>
        Assert.Equal(
            Inputs(new StepProject(app, "Build", "Synth"))[0],
            (string?)Step(step).Action["Configuration"]!["PrimarySource"] ?? Assert.Single(Inputs(Step(step)))
        );

    [Fact]
    public void The_backends_suite_gets_the_git_history()
    {
        Assert.Contains("bash infra/steps/history.sh unpack ../history/git.tar.gz", Step("Backend").Commands);
        Assert.Matches(@"^#\{.*CommitId\}$", Step("Backend").Variables["COMMIT"]);
        Assert.Contains((string)Step("History").Action["OutputArtifacts"]![0]!["Name"]!, Inputs(Step("Backend")));
    }

    private StepProject Step(string name) => new(app, "Verify", name);

    private static string[] Inputs(StepProject step) =>
        [.. step.Action["InputArtifacts"]!.AsArray().Select(artifact => (string)artifact!["Name"]!)];
}
