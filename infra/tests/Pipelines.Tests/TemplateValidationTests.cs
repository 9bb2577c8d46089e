using Amazon.CDK;

namespace Expenses.Tests;

public sealed class TemplateValidationTests
{
    [Fact]
    public void Synthesis_rejects_an_invalid_template()
    {
        var app = new App(new AppProps { Context = Repository.Flags() });
        _ = new CfnResource(
            new Stack(app, "Stack"),
            "Queue",
            new CfnResourceProps
            {
                Type = "AWS::SQS::Queue",
                Properties = new Dictionary<string, object> { ["VisibilityTimeout"] = "soon" },
            }
        );

        var failure = Assert.ThrowsAny<Exception>(() => app.Synth());
        Assert.Contains("ValidationFailed", failure.Message, StringComparison.Ordinal);
    }
}
