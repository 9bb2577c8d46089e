namespace Expenses.Tests.Steps;

public sealed class PublishImageStepTests(SynthesisedApp app)
{
    private StepProject Step => new(app, "Dev", "PublishImage");

    [Fact]
    public void It_publishes_and_then_judges_the_image_whose_tag_the_assembly_holds() =>
        Assert.Equal(
            [
                "bash infra/steps/publish-image.sh ../assembly/backend-image-tag",
                "bash infra/steps/check-image-scan.sh ../assembly/backend-image-tag",
            ],
            Step.Commands[^2..]
        );

    [Fact]
    public void It_is_told_the_severity_of_the_settings() =>
        Assert.Equal((string?)TestSettings.Delivery()["refuseImagesFrom"], Step.Variables["REFUSE_FROM"]);

    [Fact]
    public void It_knows_the_repository_by_what_its_stack_put_out() =>
        Assert.StartsWith("#{", Step.Variables["REPOSITORY_URI"], StringComparison.Ordinal);

    [Fact]
    public void It_builds_with_docker_on_the_processor_that_the_tasks_run_on()
    {
        Assert.Equal("ARM_CONTAINER", (string?)Step.BuildEnvironment["Type"]);
        Assert.True((bool)Step.BuildEnvironment["PrivilegedMode"]!);
    }

    [Fact]
    public void It_may_use_dev_s_repository_and_no_other()
    {
        var beyondLogin = Step.Permissions.Where(permission => permission != "ecr:GetAuthorizationToken on *").ToArray();
        Assert.Contains(beyondLogin, permission => permission.StartsWith("ecr:PutImage", StringComparison.Ordinal));
        Assert.All(beyondLogin, permission => Assert.EndsWith(":repository/expenses-dev-backend", permission, StringComparison.Ordinal));
    }
}
