using System.Text.Json.Nodes;
using Rehearsal.Assembly;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Assembly;

public sealed class TemplateValuesTests
{
    private readonly TemplateValues values = new("111111111111", "us-east-1");

    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("""{ "Ref": "AWS::Region" }""", "us-east-1")]
    [InlineData(
        """{ "Fn::Join": ["", ["expenses-", { "Ref": "AWS::AccountId" }, "-", { "Ref": "AWS::Region" }]] }""",
        "expenses-111111111111-us-east-1"
    )]
    public void A_value_is_resolved_from_the_account_and_the_region(string value, string text) =>
        Assert.Equal(text, values.Text(JsonNode.Parse(value), "A value"));

    [Theory]
    [InlineData("""{ "Ref": "Bucket" }""", "A value refers to Bucket")]
    [InlineData("""{ "Fn::GetAtt": ["Bucket", "Arn"] }""", "A value is {\"Fn::GetAtt\"")]
    [InlineData("null", "A value is missing")]
    public void A_value_known_only_at_deployment_is_refused_by_name(string value, string sentence) =>
        Assert.StartsWith(
            sentence,
            Assert.Throws<UserError>(() => values.Text(JsonNode.Parse(value), "A value")).Message,
            StringComparison.Ordinal
        );
}
