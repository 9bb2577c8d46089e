using Amazon.CDK.Assertions;

namespace Expenses.Tests;

public sealed class EcrStackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev", "expenses-dev-backend")]
    [InlineData("Prod", "expenses-prod-backend")]
    public void A_tag_never_moves_and_every_image_is_scanned(string stage, string name) => Template.FromStack(app.Stage(stage).Ecr).Has("AWS::ECR::Repository", $$"""
        { "RepositoryName": "{{name}}", "ImageTagMutability": "IMMUTABLE", "ImageScanningConfiguration": { "ScanOnPush": true } }
        """);
}
