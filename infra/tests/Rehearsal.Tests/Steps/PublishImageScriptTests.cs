namespace Rehearsal.Tests.Steps;

public sealed class PublishImageScriptTests(StepScripts scripts) : IClassFixture<StepScripts>
{
    private readonly ImageStore images = new(scripts);
    private readonly string dev = $"dev-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_image_that_is_there_is_not_built_again()
    {
        await images.PushAsync(dev, "one");
        var (code, output) = await RunAsync(dev, "no-engine-is-called");
        Assert.Equal(0, code);
        Assert.Contains("is there already: sha256:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_does_not_answer_is_no_reason_to_build()
    {
        var (code, output) = await RunAsync("nowhere", "no-engine-is-called");
        Assert.NotEqual(0, code);
        Assert.Contains("RepositoryNotFoundException", output, StringComparison.Ordinal);
        Assert.DoesNotContain("no-engine-is-called", output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output)> RunAsync(string repository, string engine) =>
        scripts.RunAsync("publish-image.sh", [scripts.File(ImageStore.Tag)], new() { ["REPOSITORY_URI"] = ImageStore.Uri(repository), ["CONTAINER_ENGINE"] = engine });
}
