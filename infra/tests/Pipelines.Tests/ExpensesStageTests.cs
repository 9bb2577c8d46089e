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
    public void Stack_names_are_unique_and_contain_the_project_and_stage()
    {
        string[] names =
        [
            .. from stage in (string[])["Dev", "Prod"] from stack in app.Stage(stage).Node.Children.OfType<Stack>() select stack.StackName,
        ];
        Assert.Equal(12, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^Expenses-(Dev|Prod)-", name));
    }

    /// <summary>If the settings differ only in size, Dev shows every problem that Prod could have: infra/docs/adr/0016.</summary>
    [Theory]
    [InlineData("Vpc")]
    [InlineData("Ecr")]
    [InlineData("Database")]
    [InlineData("Cache")]
    [InlineData("BackendApp")]
    [InlineData("FrontendApp")]
    public void Prod_has_no_resource_type_and_no_transform_that_dev_lacks(string stack)
    {
        Assert.Empty(TypesAndTransform("Prod").Except(TypesAndTransform("Dev")));

        IEnumerable<string> TypesAndTransform(string stage)
        {
            var template = Template.FromStack((Stack)app.Stage(stage).Node.FindChild(stack)).Json();
            return template["Resources"]!
                .AsObject()
                .Select(resource => (string)resource.Value!["Type"]!)
                .Append($"{template["Transform"]?.ToJsonString()}");
        }
    }
}
