namespace Expenses.Tests.Steps;

public sealed class PromoteImageStepTests(SynthesisedApp app)
{
    private StepProject Step => new(app, "Prod", "PromoteImage");

    [Fact]
    public void It_copies_without_a_build() =>
        Assert.Equal("bash infra/steps/promote-image.sh ../assembly/backend-image-tag", Step.Commands[^1]);

    [Fact]
    public void It_copies_from_devs_repository() => Assert.Equal("expenses-dev-backend", Step.Variables["FROM_REPOSITORY"]);

    [Fact]
    public void It_may_read_devs_repository_and_write_only_to_prods()
    {
        string[] writing = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];
        foreach (var permission in Step.Permissions.Where(permission => permission != "ecr:GetAuthorizationToken on *"))
        {
            Assert.Matches(
                writing.Contains(permission.Split(' ')[0])
                    ? ":repository/expenses-prod-backend$"
                    : ":repository/expenses-(dev|prod)-backend$",
                permission
            );
        }
    }
}
