namespace Expenses.Tests.Steps;

public sealed class SynthStepTests(SynthesisedApp app)
{
    private StepProject Step => new(app, "Build", "Synth");

    [Fact]
    public void It_runs_the_same_script_as_people() => Assert.Equal(["bash infra/steps/synth.sh"], Step.Commands);

    [Fact]
    public void It_has_no_permissions_in_the_account() => Assert.Empty(Step.Permissions);
}
