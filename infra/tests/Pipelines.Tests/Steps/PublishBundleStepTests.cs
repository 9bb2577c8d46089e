namespace Expenses.Tests.Steps;

public sealed class PublishBundleStepTests(SynthesisedApp app)
{
    private const string Bucket = "expenses-dev-bundles-${AWS::AccountId}-${AWS::Region}";

    private StepProject Step => new(app, "Dev", "PublishBundle");

    [Fact]
    public void It_publishes_the_bundle_whose_tag_the_assembly_holds_for_the_commit_that_it_holds() =>
        Assert.Equal("bash infra/steps/publish-bundle.sh ../assembly/frontend-bundle-tag ../assembly/commit", Step.Commands[^1]);

    [Fact]
    public void It_may_use_dev_s_bucket_and_no_other()
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
