namespace Expenses.Tests.Steps;

public sealed class PublishImageStepTests(SynthesisedApp app)
{
    private StepProject Step => new(app, "Dev", "PublishImage");

    [Fact]
    public void It_publishes_the_image_with_the_tag_in_the_assembly_and_checks_its_scan() =>
        Assert.Equal(
            [
                "bash infra/steps/publish-image.sh ../assembly/backend-image-tag",
                "bash infra/steps/check-image-scan.sh ../assembly/backend-image-tag",
            ],
            Step.Commands[^2..]
        );

    [Fact]
    public void It_gets_the_severity_in_the_settings() =>
        Assert.Equal((string?)TestSettings.Delivery()["refuseImagesFrom"], Step.Variables["REFUSE_FROM"]);

    [Fact]
    public void It_gets_the_repository_from_the_output_of_its_stack() =>
        Assert.StartsWith("#{", Step.Variables["REPOSITORY_URI"], StringComparison.Ordinal);

    [Fact]
    public void It_builds_with_docker_on_arm64_like_the_tasks()
    {
        Assert.Equal("ARM_CONTAINER", (string?)Step.BuildEnvironment["Type"]);
        Assert.True((bool)Step.BuildEnvironment["PrivilegedMode"]!);
    }

    [Fact]
    public void It_may_use_only_devs_repository()
    {
        var beyondLogin = Step.Permissions.Where(permission => permission != "ecr:GetAuthorizationToken on *").ToArray();
        Assert.Contains(beyondLogin, permission => permission.StartsWith("ecr:PutImage", StringComparison.Ordinal));
        Assert.All(beyondLogin, permission => Assert.EndsWith(":repository/expenses-dev-backend", permission, StringComparison.Ordinal));
    }
}
