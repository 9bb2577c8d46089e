using Amazon.CDK;

namespace Expenses.Tests;

public sealed class ExpensesStageTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_stage_holds_exactly_the_six_stacks(string stage) => Assert.Equal(
        ["BackendApp", "Cache", "Database", "Ecr", "FrontendApp", "Vpc"],
        app.Stage(stage).Node.Children.OfType<Stack>().Select(stack => stack.Node.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void No_two_stacks_share_a_name_and_every_name_tells_project_and_stage()
    {
        string[] names = [.. from stage in (string[])["Dev", "Prod"] from stack in app.Stage(stage).Node.Children.OfType<Stack>() select stack.StackName];
        Assert.Equal(12, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^Expenses-(Dev|Prod)-", name));
    }
}
