namespace Expenses.Tests.Steps;

public sealed class PromoteBundleStepTests(SynthesisedApp app)
{
    private StepProject Step => new(app, "Prod", "PromoteBundle");

    [Fact]
    public void It_copies_without_a_build() =>
        Assert.Equal("bash infra/steps/promote-bundle.sh ../assembly/frontend-bundle-tag ../assembly/commit", Step.Commands[^1]);

    /// <summary>When only Prod rolls back, Dev's stacks have no outputs.</summary>
    [Fact]
    public void It_gets_devs_bucket_by_name_without_outputs_of_devs_stacks() =>
        Assert.Equal("expenses-dev-bundles-${AWS::AccountId}-${AWS::Region}", Step.Variables["FROM_BUCKET"]);

    [Fact]
    public void It_may_read_devs_bucket_and_write_only_to_prods()
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
