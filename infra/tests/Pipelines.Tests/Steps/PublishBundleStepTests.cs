namespace Expenses.Tests.Steps;

public sealed class PublishBundleStepTests(SynthesisedApp app)
{
    private const string Bucket = "expenses-dev-bundles-${AWS::AccountId}-${AWS::Region}";

    private StepProject Step => new(app, "Dev", "PublishBundle");

    [Fact]
    public void It_publishes_the_bundle_with_the_tag_and_commit_in_the_assembly() =>
        Assert.Equal("bash infra/steps/publish-bundle.sh ../assembly/frontend-bundle-tag ../assembly/commit", Step.Commands[^1]);

    [Fact]
    public void It_may_use_only_devs_bucket()
    {
        Assert.Equal(Bucket, Step.Variables["BUNDLE_BUCKET"]);
        Assert.Equal(
            [
                $"s3:GetObject on arn:${{AWS::Partition}}:s3:::{Bucket}/*",
                $"s3:ListBucket on arn:${{AWS::Partition}}:s3:::{Bucket}",
                $"s3:PutObject on arn:${{AWS::Partition}}:s3:::{Bucket}/*",
            ],
            Step.Permissions.Order(StringComparer.Ordinal)
        );
    }
}
