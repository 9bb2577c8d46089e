namespace Expenses.Tests.Steps;

public sealed class VerifyStepTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Pipelines", "pipelines")]
    [InlineData("Backend", "app-backend")]
    [InlineData("Frontend", "app-frontend")]
    [InlineData("Packages", "packages")]
    public void Each_runs_its_suite_by_the_script_that_people_run(string step, string suite) => Assert.Equal([$"infra/steps/verify.sh {suite}"], new StepProject(app, "Verify", step).Commands);

    [Theory]
    [InlineData("Pipelines")]
    [InlineData("Backend")]
    [InlineData("Frontend")]
    [InlineData("Packages")]
    public void Tests_may_touch_nothing_in_the_account(string step) => Assert.Empty(new StepProject(app, "Verify", step).Permissions);
}
