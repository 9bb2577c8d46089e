namespace Rehearsal.Tests.Steps;

public sealed class PromoteImageScriptTests(StepScripts scripts) : IClassFixture<StepScripts>
{
    private readonly ImageStore images = new(scripts);
    private readonly string dev = $"dev-{Guid.NewGuid():N}";
    private readonly string prod = $"prod-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_image_that_prod_has_already_is_not_copied_again()
    {
        await images.PushAsync(dev, "one");
        await images.PushAsync(prod, "one");
        Assert.Equal(0, (await RunAsync()).Code);
    }

    [Fact]
    public async Task A_rollback_finds_in_prod_what_dev_no_longer_keeps()
    {
        await images.CreateAsync(dev);
        await images.PushAsync(prod, "one");
        Assert.Equal(0, (await RunAsync()).Code);
    }

    [Fact]
    public async Task Another_image_under_the_same_tag_is_refused_with_both_digests()
    {
        await images.PushAsync(dev, "one");
        await images.PushAsync(prod, "two");
        var (code, output) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Equal(2, output.Split("sha256:").Length - 1);
        Assert.Contains("somebody else has pushed it", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_nobody_has_is_said_to_be_missing()
    {
        await images.CreateAsync(dev);
        await images.CreateAsync(prod);
        var (code, output) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains($"{dev} has no image c0ffee to promote", output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output)> RunAsync(string engine = "no-engine-is-called") => scripts.RunAsync(
        "promote-image.sh", [scripts.File(ImageStore.Tag)], new() { ["REPOSITORY_URI"] = ImageStore.Uri(prod), ["FROM_REPOSITORY"] = dev, ["CONTAINER_ENGINE"] = engine });
}
