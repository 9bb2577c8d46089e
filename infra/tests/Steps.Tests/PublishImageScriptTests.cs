namespace Steps.Tests;

/// <summary>The engine is the test's own: it builds nothing, and pushes a manifest into the emulator. That the real one builds the real image, the rehearsal shows.</summary>
public sealed class PublishImageScriptTests(StepScripts scripts) : IDisposable
{
    private static readonly string Engine = $$"""
        case "$1" in
          login) [ -n "$(cat)" ] ;;
          build) [ -f "${!#}/Dockerfile" ] && [ "$BUILDX_NO_DEFAULT_ATTESTATIONS" = 1 ] ;;
          push) image=${2#*/} && aws ecr put-image --repository-name "${image%:*}" --image-tag "${image##*:}" --image-manifest '{{ImageStore.Manifest(
            "built"
        )}}' ;;
        esac
        """;

    private readonly ImageStore images = new(scripts);
    private readonly RecordedPrograms programs = new();
    private readonly string dev = $"dev-{Guid.NewGuid():N}";

    public void Dispose() => programs.Dispose();

    [Theory]
    [InlineData(null, "docker")]
    [InlineData("podman", "podman")]
    public async Task What_is_built_is_pushed_under_the_tag_by_the_engine_that_is_told(string? told, string engine)
    {
        await images.CreateAsync(dev);
        programs.Add(engine, Engine);
        var (code, output) = await RunAsync(ImageStore.Uri(dev), told);
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
    public async Task What_was_cloned_under_a_strict_umask_can_be_read_in_the_image()
    {
        await images.CreateAsync(dev);
        await using var clone = new OwnSettings();
        var backend = Path.GetFullPath(Path.Combine(clone.Script("."), "..", "..", "app-backend"));
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
                REPOSITORY_URI='{ImageStore.Uri(dev)}' bash '{clone.Script("publish-image.sh")}' '{scripts.File(ImageStore.Tag)}'
                """,
            ],
            new() { ["PATH"] = programs.Before(scripts.SearchPath) }
        );
        Assert.True(code == 0, output);
        Assert.Equal(
            ["app-backend/.dockerignore", "app-backend/Dockerfile", "app-backend/node_modules", "app-backend/node_modules/left"],
            output.Split('\n').Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_repository_in_another_region_is_asked_and_entered_there()
    {
        var elsewhere = new ImageStore(scripts, "eu-west-1");
        await elsewhere.CreateAsync(dev);
        programs.Add("docker", Engine.Replace("put-image", "put-image --region eu-west-1", StringComparison.Ordinal));
        programs.Watch("aws");
        var (code, output) = await RunAsync($"{ImageStore.RegistryElsewhere}/{dev}");
        Assert.True(code == 0, output);
        Assert.Contains("aws ecr get-login-password --region eu-west-1", programs.Calls);
        Assert.StartsWith("sha256:", await elsewhere.DigestAsync(dev), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_pushed_once_is_not_built_again()
    {
        await images.PushAsync(dev, "one");
        programs.Add("docker", Engine);
        var (code, output) = await RunAsync(ImageStore.Uri(dev));
        Assert.Equal(0, code);
        Assert.Contains("already exists: sha256:", output, StringComparison.Ordinal);
        Assert.Empty(programs.Calls);
    }

    [Fact]
    public async Task What_was_not_built_is_not_pushed()
    {
        await images.CreateAsync(dev);
        programs.Add("docker", """case "$1" in login) cat > /dev/null ;; build) echo "npm ci has failed" && exit 17 ;; esac""");
        var (code, output) = await RunAsync(ImageStore.Uri(dev));
        Assert.Equal(17, code);
        Assert.Contains("npm ci has failed", output, StringComparison.Ordinal);
        Assert.StartsWith("docker build ", programs.Calls[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_does_not_answer_is_no_reason_to_build()
    {
        programs.Add("docker", Engine);
        var (code, output) = await RunAsync(ImageStore.Uri("nowhere"));
        Assert.NotEqual(0, code);
        Assert.Contains("RepositoryNotFoundException", output, StringComparison.Ordinal);
        Assert.Empty(programs.Calls);
    }

    private Task<(int Code, string Output)> RunAsync(string uri, string? engine = null)
    {
        var variables = new Dictionary<string, string> { ["REPOSITORY_URI"] = uri, ["PATH"] = programs.Before(scripts.SearchPath) };
        if (engine is not null)
            variables["CONTAINER_ENGINE"] = engine;
        return scripts.RunAsync("publish-image.sh", [scripts.File(ImageStore.Tag)], variables);
    }
}
