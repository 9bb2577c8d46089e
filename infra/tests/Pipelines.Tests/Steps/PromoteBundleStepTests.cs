namespace Expenses.Tests.Steps;

public sealed class PromoteBundleStepTests(SynthesisedApp app)
{
    private StepProject Step => new(app, "Prod", "PromoteBundle");

    [Fact]
    public void It_copies_and_never_builds() =>
        Assert.Equal("bash infra/steps/promote-bundle.sh ../assembly/frontend-bundle-tag ../assembly/commit", Step.Commands[^1]);

    /// <summary>By its name: where Prod alone is rolled back, Dev puts out nothing.</summary>
    [Fact]
    public void It_knows_dev_s_bucket_without_dev_s_stacks() =>
        Assert.Equal("expenses-dev-bundles-${AWS::AccountId}-${AWS::Region}", Step.Variables["FROM_BUCKET"]);

    [Fact]
    public void It_may_read_dev_s_bucket_and_write_into_prod_s_alone()
    {
        Assert.All(
            Step.Permissions,
            permission =>
                Assert.Matches(
                    permission.StartsWith("s3:PutObject", StringComparison.Ordinal)
                        ? ":::expenses-prod-bundles-"
                        : ":::expenses-(dev|prod)-bundles-",
                    permission
                )
        );
        Assert.Contains(Step.Permissions, permission => permission.StartsWith("s3:PutObject", StringComparison.Ordinal));
    }
}
