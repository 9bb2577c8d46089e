using Amazon.CDK;

namespace Expenses.Tests;

public sealed class ExpensesStageTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_stage_holds_exactly_the_six_stacks(string stage) =>
        Assert.Equal(
            ["BackendApp", "Cache", "Database", "Ecr", "FrontendApp", "Vpc"],
            app.Stage(stage).Node.Children.OfType<Stack>().Select(stack => stack.Node.Id).Order(StringComparer.Ordinal)
        );

    [Fact]
    public void No_two_stacks_share_a_name_and_every_name_tells_project_and_stage()
    {
        string[] names =
        [
            .. from stage in (string[])["Dev", "Prod"] from stack in app.Stage(stage).Node.Children.OfType<Stack>() select stack.StackName,
        ];
        Assert.Equal(12, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^Expenses-(Dev|Prod)-", name));
    }

    /// <summary>infra/docs/adr/0016: where the settings differ in size alone, Prod holds no surprise that Dev could not have shown.</summary>
    [Theory]
    [InlineData("Vpc")]
    [InlineData("Ecr")]
    [InlineData("Database")]
    [InlineData("Cache")]
    [InlineData("BackendApp")]
    [InlineData("FrontendApp")]
    public void Prod_has_no_kind_of_resource_and_no_transform_that_dev_has_not_had_first(string stack)
    {
        Assert.Empty(Kinds("Prod").Except(Kinds("Dev")));

        IEnumerable<string> Kinds(string stage)
        {
            var template = Template.FromStack((Stack)app.Stage(stage).Node.FindChild(stack)).Json();
            return template["Resources"]!
                .AsObject()
                .Select(resource => (string)resource.Value!["Type"]!)
                .Append($"{template["Transform"]?.ToJsonString()}");
        }
    }
}
