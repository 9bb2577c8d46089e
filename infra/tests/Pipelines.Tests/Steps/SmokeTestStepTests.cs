namespace Expenses.Tests.Steps;

public sealed class SmokeTestStepTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_checks_that_the_api_runs_the_release_in_the_assembly(string stage)
    {
        Assert.Equal("bash infra/steps/smoke-test.sh ../assembly/backend-image-tag", Step(stage).Commands[^1]);
        Assert.StartsWith("#{", Step(stage).Variables["API_URL"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_has_no_permissions_in_the_account(string stage) => Assert.Empty(Step(stage).Permissions);

    private StepProject Step(string stage) => new(app, stage, "SmokeTest");
}
