namespace Steps.Tests;

/// <summary>Replaces the engine with bash that pushes a manifest to the emulator. The rehearsal tests the real build.</summary>
public sealed class PublishImageScriptTests(StepScripts scripts) : IDisposable
{
    private static readonly string Engine = $$"""
        case "$1" in
          login) [ -n "$(cat)" ] ;;
          build) [ -f "${!#}/Dockerfile" ] && [ "$BUILDX_NO_DEFAULT_ATTESTATIONS" = 1 ] ;;
          push)
            image=${2#*/}
            aws ecr put-image --repository-name "${image%:*}" --image-tag "${image##*:}" --image-manifest '{{Manifest}}'
            ;;
        esac
        """;

    private static string Manifest => ImageStore.Manifest("built");

    private readonly ImageStore images = new(scripts);
    private readonly RecordedPrograms programs = new();
    private readonly string dev = $"dev-{Guid.NewGuid():N}";

    public void Dispose() => programs.Dispose();

    [Theory]
    [InlineData(null, "docker")]
    [InlineData("podman", "podman")]
    public async Task The_image_is_built_and_pushed_under_the_tag_by_the_chosen_engine(string? variable, string engine)
    {
        await images.CreateAsync(dev);
        programs.Add(engine, Engine);
        var (code, output) = await RunAsync(ImageStore.Uri(dev), variable);
        Assert.True(code == 0, output);
        var image = $"{ImageStore.Uri(dev)}:{ImageStore.Tag}";
        Assert.Equal(
            [
                $"{engine} login --username AWS --password-stdin {ImageStore.Registry}",
                $"{engine} build --tag {image} app-backend",
                $"{engine} push {image}",
            ],
            programs.Calls
        );
        Assert.StartsWith("sha256:", await images.DigestAsync(dev), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_were_cloned_under_a_strict_umask_are_readable_in_the_image()
    {
        await images.CreateAsync(dev);
        await using var checkout = new ScriptCheckout();
        var backend = Path.GetFullPath(Path.Combine(checkout.Script("."), "..", "..", "app-backend"));
        programs.Add("docker", """case "$1" in login) cat > /dev/null ;; build) find app-backend -mindepth 1 ! -perm -go=r ;; esac""");
        var (code, output) = await scripts.RunProgramAsync(
            "bash",
            [
                "-euc",
                $"""
                umask 077
                mkdir -p '{backend}/src/expenses' '{backend}/node_modules'
                cd '{backend}'
                touch package.json src/expenses/main.ts node_modules/left Dockerfile
                printf '*\n!package.json\n!src\n' > .dockerignore
                REPOSITORY_URI='{ImageStore.Uri(dev)}' bash '{checkout.Script("publish-image.sh")}' '{scripts.TempFile(ImageStore.Tag)}'
                """,
            ],
            new() { ["PATH"] = programs.PrependTo(scripts.SearchPath) }
        );
        Assert.True(code == 0, output);
        Assert.Equal(
            ["app-backend/.dockerignore", "app-backend/Dockerfile", "app-backend/node_modules", "app-backend/node_modules/left"],
            output.Split('\n').Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_repository_in_another_region_is_read_and_logged_in_to_there()
    {
        var other = new ImageStore(scripts, "eu-west-1");
        await other.CreateAsync(dev);
        programs.Add("docker", Engine.Replace("put-image", "put-image --region eu-west-1", StringComparison.Ordinal));
        programs.Watch("aws");
        var (code, output) = await RunAsync($"{ImageStore.OtherRegistry}/{dev}");
        Assert.True(code == 0, output);
        Assert.Contains("aws ecr get-login-password --region eu-west-1", programs.Calls);
        Assert.StartsWith("sha256:", await other.DigestAsync(dev), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pushed_image_is_not_built_again()
    {
        await images.PushAsync(dev, "one");
        programs.Add("docker", Engine);
        var (code, output) = await RunAsync(ImageStore.Uri(dev));
        Assert.Equal(0, code);
        Assert.Contains("already exists: sha256:", output, StringComparison.Ordinal);
        Assert.Empty(programs.Calls);
    }

    [Fact]
    public async Task A_failed_build_pushes_nothing()
    {
        await images.CreateAsync(dev);
        programs.Add("docker", """case "$1" in login) cat > /dev/null ;; build) echo "npm ci has failed" && exit 17 ;; esac""");
        var (code, output) = await RunAsync(ImageStore.Uri(dev));
        Assert.Equal(17, code);
        Assert.Contains("npm ci has failed", output, StringComparison.Ordinal);
        Assert.StartsWith("docker build ", programs.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_cannot_be_read_fails_the_step_without_a_build()
    {
        programs.Add("docker", Engine);
        var (code, output) = await RunAsync(ImageStore.Uri("nowhere"));
        Assert.NotEqual(0, code);
        Assert.Contains("RepositoryNotFoundException", output, StringComparison.Ordinal);
        Assert.Empty(programs.Calls);
    }

    private Task<(int Code, string Output)> RunAsync(string uri, string? engine = null)
    {
        var variables = new Dictionary<string, string> { ["REPOSITORY_URI"] = uri, ["PATH"] = programs.PrependTo(scripts.SearchPath) };
        if (engine is not null)
            variables["CONTAINER_ENGINE"] = engine;
        return scripts.RunAsync("publish-image.sh", [scripts.TempFile(ImageStore.Tag)], variables);
    }
}
