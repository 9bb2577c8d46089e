namespace Steps.Tests;

/// <summary>Copies manifests inside the emulator instead of running docker or skopeo, which the rehearsal tests.</summary>
public sealed class PromoteImageScriptTests(StepScripts scripts) : IDisposable
{
    private const string Copy = """
        from=${1#*/} to=${2#*/}
        IFS=. read -r _ _ _ region _ <<< "$1"
        manifest=$(aws ecr batch-get-image --region "$region" --repository-name "${from%@*}" --image-ids "imageDigest=${from#*@}" \
          --query 'images[0].imageManifest' --output text)
        aws ecr put-image --repository-name "${to%:*}" --image-tag "${to##*:}" --image-manifest "${CHANGED:-$manifest}"
        """;

    private readonly ImageStore images = new(scripts);
    private readonly RecordedPrograms programs = new();
    private readonly string dev = $"dev-{Guid.NewGuid():N}";
    private readonly string prod = $"prod-{Guid.NewGuid():N}";

    public void Dispose() => programs.Dispose();

    [Fact]
    public async Task Docker_copies_the_tested_digest_without_an_index()
    {
        var tested = await PushTestedImageAsync();
        var (code, output) = await RunAsync("docker");
        Assert.True(code == 0, output);
        Assert.Equal(tested, await images.DigestAsync(prod));
        Assert.Equal(
            [
                $"docker login --username AWS --password-stdin {ImageStore.Registry}",
                $"docker buildx imagetools create --prefer-index=false --tag {ImageStore.Uri(prod)}:{ImageStore.Tag} "
                    + $"{ImageStore.Uri(dev)}@{tested}",
            ],
            programs.Calls
        );
    }

    [Fact]
    public async Task With_another_engine_skopeo_copies_the_tested_digest()
    {
        var tested = await PushTestedImageAsync();
        var (code, output) = await RunAsync("buildah");
        Assert.True(code == 0, output);
        Assert.Equal(tested, await images.DigestAsync(prod));
        Assert.Equal(
            [
                $"buildah login --username AWS --password-stdin {ImageStore.Registry}",
                $"skopeo copy --preserve-digests docker://{ImageStore.Uri(dev)}@{tested} docker://{ImageStore.Uri(prod)}:{ImageStore.Tag}",
            ],
            programs.Calls
        );
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("buildah")]
    public async Task An_image_in_another_registry_keeps_its_digest_after_a_login_to_each(string engine)
    {
        var other = new ImageStore(scripts, "eu-west-1");
        await other.PushAsync(dev, "one");
        await images.CreateAsync(prod);
        var (code, output) = await RunAsync(engine, registry: ImageStore.OtherRegistry);
        Assert.True(code == 0, output);
        Assert.Equal(await other.DigestAsync(dev), await images.DigestAsync(prod));
        Assert.Equal(
            [
                $"{engine} login --username AWS --password-stdin {ImageStore.Registry}",
                $"{engine} login --username AWS --password-stdin {ImageStore.OtherRegistry}",
            ],
            programs.Calls[..2]
        );
        Assert.Contains($"{ImageStore.OtherRegistry}/{dev}@sha256:", programs.Calls[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_registry_is_called_in_its_own_account_and_region()
    {
        programs.Add("aws", """[ "$2" = get-login-password ] && echo secret || echo sha256:0ddba11""");
        var (code, output) = await RunAsync(registry: "222222222222.dkr.ecr.eu-central-1.amazonaws.com");
        Assert.True(code == 0, output);
        Assert.Contains(
            programs.Calls,
            call =>
                call.StartsWith(
                    $"aws ecr describe-images --region eu-central-1 --registry-id 222222222222 --repository-name {dev} ",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(
            programs.Calls,
            call =>
                call.StartsWith(
                    $"aws ecr describe-images --region us-east-1 --registry-id 111111111111 --repository-name {prod} ",
                    StringComparison.Ordinal
                )
        );
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("buildah")]
    public async Task A_digest_that_the_copy_changed_is_refused_with_both_digests(string engine)
    {
        var tested = await PushTestedImageAsync();
        var (code, output) = await RunAsync(engine, changed: ImageStore.Manifest("wrapped in an index"));
        Assert.Equal(1, code);
        Assert.Contains($"is {await images.DigestAsync(prod)} after the copy, but {tested} was tested", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_prod_already_has_is_not_copied_again()
    {
        await images.PushAsync(dev, "one");
        await images.PushAsync(prod, "one");
        Assert.Equal(0, (await RunAsync()).Code);
        Assert.Empty(programs.Calls);
    }

    [Fact]
    public async Task A_warning_of_the_aws_cli_changes_no_digest()
    {
        await images.PushAsync(dev, "one");
        await images.PushAsync(prod, "one");
        programs.Warn("aws");
        var (code, output) = await RunAsync();
        Assert.True(code == 0, output);
        Assert.Matches($"{prod}:{ImageStore.Tag} already exists: sha256:[0-9a-f]{{64}}$", output);
    }

    [Fact]
    public async Task A_rollback_finds_in_prod_an_image_that_dev_no_longer_has()
    {
        await images.CreateAsync(dev);
        await images.PushAsync(prod, "one");
        Assert.Equal(0, (await RunAsync()).Code);
        Assert.Empty(programs.Calls);
    }

    [Fact]
    public async Task A_different_image_under_the_same_tag_is_refused_with_both_digests()
    {
        await images.PushAsync(dev, "one");
        await images.PushAsync(prod, "two");
        var (code, output) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Equal(2, output.Split("sha256:").Length - 1);
        Assert.Contains("the pipeline did not push it", output, StringComparison.Ordinal);
        Assert.Empty(programs.Calls);
    }

    [Fact]
    public async Task An_image_that_dev_does_not_have_fails_the_step()
    {
        await images.CreateAsync(dev);
        await images.CreateAsync(prod);
        var (code, output) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains($"{dev} has no image c0ffee to promote", output, StringComparison.Ordinal);
        Assert.Empty(programs.Calls);
    }

    private async Task<string> PushTestedImageAsync()
    {
        await images.PushAsync(dev, "one");
        await images.CreateAsync(prod);
        return await images.DigestAsync(dev);
    }

    private Task<(int Code, string Output)> RunAsync(string engine = "docker", string changed = "", string registry = "")
    {
        programs.Add("docker", $"if [ \"$1\" = login ]; then cat > /dev/null && exit; fi\nset -- \"$7\" \"$6\"\n{Copy}");
        programs.Add("buildah", "cat > /dev/null");
        programs.Add("skopeo", $"set -- \"${{3#docker://}}\" \"${{4#docker://}}\"\n{Copy}");
        return scripts.RunAsync(
            "promote-image.sh",
            [scripts.TempFile(ImageStore.Tag)],
            new()
            {
                ["REPOSITORY_URI"] = ImageStore.Uri(prod),
                ["FROM_REPOSITORY"] = dev,
                ["FROM_REGISTRY"] = registry,
                ["CONTAINER_ENGINE"] = engine,
                ["CHANGED"] = changed,
                ["PATH"] = programs.PrependTo(scripts.SearchPath),
            }
        );
    }
}
