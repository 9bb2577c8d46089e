namespace Steps.Tests;

public sealed class PromoteBundleScriptTests(StepScripts scripts) : IAsyncLifetime
{
    private const string Commit = "decaf00";

    private readonly BundleStore bundles = new(scripts);
    private readonly string dev = BundleStore.Name("dev");
    private readonly string prod = BundleStore.Name("prod");

    public async ValueTask InitializeAsync()
    {
        await bundles.CreateAsync(dev);
        await bundles.CreateAsync(prod);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Prod_gets_the_bundle_of_dev_and_records_it_for_the_commit()
    {
        await bundles.PutAsync(dev, BundleStore.Key, "the bundle");
        var (code, output) = await RunAsync();
        Assert.True(code == 0, output);
        var promoted = await bundles.GetAsync(prod, BundleStore.Key);
        Assert.Equal("the bundle", File.ReadAllText(promoted));
        Assert.Equal(
            $"{BundleStore.DigestOf(promoted)}  {BundleStore.Key}\n",
            File.ReadAllText(await bundles.GetAsync(prod, $"releases/{Commit}.sha256"))
        );
        Assert.EndsWith($"{BundleStore.DigestOf(promoted)}, as tested", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_promoted_bundle_is_not_copied_again_whether_dev_still_has_it_or_not(bool devHasIt)
    {
        if (devHasIt)
            await bundles.PutAsync(dev, BundleStore.Key, "the bundle");
        await bundles.PutAsync(prod, BundleStore.Key, "the bundle");
        var (code, output) = await RunAsync();
        Assert.True(code == 0, output);
        Assert.Contains($"{prod} already has {BundleStore.Key}: ", output, StringComparison.Ordinal);
        Assert.EndsWith(
            $"  {BundleStore.Key}\n",
            File.ReadAllText(await bundles.GetAsync(prod, $"releases/{Commit}.sha256")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_different_bundle_under_the_same_tag_is_refused_and_stays()
    {
        await bundles.PutAsync(dev, BundleStore.Key, "the bundle");
        await bundles.PutAsync(prod, BundleStore.Key, "another");
        var (code, output) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains($"in {prod}, but ", output, StringComparison.Ordinal);
        Assert.Contains("the pipeline did not store it", output, StringComparison.Ordinal);
        Assert.Equal("another", File.ReadAllText(await bundles.GetAsync(prod, BundleStore.Key)));
    }

    [Fact]
    public async Task A_bundle_that_dev_does_not_have_fails_the_step()
    {
        var (code, output) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains($"{dev} has no {BundleStore.Key} to promote", output, StringComparison.Ordinal);
    }

    private Task<(int Code, string Output)> RunAsync() =>
        scripts.RunAsync(
            "promote-bundle.sh",
            [scripts.TempFile(BundleStore.Tag), scripts.TempFile(Commit)],
            new() { ["FROM_BUCKET"] = dev, ["BUNDLE_BUCKET"] = prod }
        );
}
