using System.Text.Json.Nodes;
using Rehearsal.Assembly;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Assembly;

public sealed class TemplateValueTests
{
    [Theory]
    [InlineData("\"plain\"", "plain")]
    [InlineData("""{ "Ref": "AWS::Region" }""", "us-east-1")]
    [InlineData(
        """{ "Fn::Join": ["", ["expenses-", { "Ref": "AWS::AccountId" }, "-", { "Ref": "AWS::Region" }]] }""",
        "expenses-111111111111-us-east-1"
    )]
    public void What_the_account_and_the_region_tell_is_put_together(string value, string text) =>
        Assert.Equal(text, TemplateValue.Text(JsonNode.Parse(value), "A value"));

    [Theory]
    [InlineData("""{ "Ref": "Bucket" }""", "A value refers to Bucket")]
    [InlineData("""{ "Fn::GetAtt": ["Bucket", "Arn"] }""", "A value is {\"Fn::GetAtt\"")]
    [InlineData("null", "A value is missing")]
    public void What_only_a_deployment_tells_is_named(string value, string sentence) =>
        Assert.StartsWith(
            sentence,
            Assert.Throws<UserError>(() => TemplateValue.Text(JsonNode.Parse(value), "A value")).Message,
            StringComparison.Ordinal
        );
}
