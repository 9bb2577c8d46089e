namespace Expenses.Tests.Steps;

public sealed class SynthStepTests(SynthesisedApp app)
{
    private StepProject Step => new(app, "Build", "Synth");

    [Fact]
    public void It_runs_the_script_that_people_run() => Assert.Equal(["bash infra/steps/synth.sh"], Step.Commands);

    [Fact]
    public void It_may_touch_nothing_in_the_account() => Assert.Empty(Step.Permissions);
}
