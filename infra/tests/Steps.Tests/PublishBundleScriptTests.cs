namespace Steps.Tests;

/// <summary>Replaces npm with bash that writes the files of a build. The rehearsal tests the real build.</summary>
public sealed class PublishBundleScriptTests(StepScripts scripts) : IDisposable
{
    private const string Commit = "decaf00";

    private const string Npm = """
        if [ "$*" = "run build" ]; then
          mkdir -p .amplify-hosting/compute/default
          ls -A > .amplify-hosting/seen
          echo "$BUILD_ID" > .amplify-hosting/compute/default/id
        fi
        """;

    private readonly BundleStore bundles = new(scripts);
    private readonly RecordedPrograms programs = new();
    private readonly string dev = BundleStore.Name("dev");

    public void Dispose() => programs.Dispose();

    [Fact]
    public async Task The_bundle_is_stored_under_the_tag_and_recorded_for_the_commit()
    {
        await bundles.CreateAsync(dev);
        var (code, output) = await RunAsync(Npm);
        Assert.True(code == 0, output);
        var bundle = await bundles.GetAsync(dev, BundleStore.Key);
        Assert.Equal(
            $"{BundleStore.DigestOf(bundle)}  {BundleStore.Key}\n",
            File.ReadAllText(await bundles.GetAsync(dev, $"releases/{Commit}.sha256"))
        );
        Assert.Contains(BundleStore.DigestOf(bundle), output, StringComparison.Ordinal);
        Assert.Equal(BundleStore.Tag, await ReadAsync(bundle, "./compute/default/id"));
    }

    [Fact]
    public async Task The_build_has_only_the_files_that_the_tag_is_a_hash_of()
    {
        await bundles.CreateAsync(dev);
        var (code, output) = await RunAsync(Npm);
        Assert.True(code == 0, output);
        var seen = (await ReadAsync(await bundles.GetAsync(dev, BundleStore.Key), "./seen")).Split('\n');
        Assert.Superset(new HashSet<string> { "package.json", "package-lock.json", "src", "next.config.ts" }, seen.ToHashSet());
        Assert.DoesNotContain(
            seen,
            file => file is "README.md" or "node_modules" or "test" or ".next" || file.StartsWith(".env", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_stored_bundle_is_not_built_again_and_is_recorded_for_the_next_commit()
    {
        await bundles.CreateAsync(dev);
        await bundles.PutAsync(dev, BundleStore.Key, "the bundle");
        var (code, output) = await RunAsync(Npm);
        Assert.True(code == 0, output);
        Assert.Contains($"already has {BundleStore.Key}: ", output, StringComparison.Ordinal);
        Assert.Empty(programs.Calls);
        Assert.EndsWith(
            $"  {BundleStore.Key}\n",
            File.ReadAllText(await bundles.GetAsync(dev, $"releases/{Commit}.sha256")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_warning_of_the_aws_cli_changes_no_hash()
    {
        await bundles.CreateAsync(dev);
        await bundles.PutAsync(dev, BundleStore.Key, "the bundle");
        programs.Warn("aws");
        var (code, output) = await RunAsync(Npm);
        Assert.True(code == 0, output);
        Assert.Matches($"already has {BundleStore.Key}: [0-9a-f]{{64}}\\b", output);
    }

    [Fact]
    public async Task A_retry_does_not_build_again()
    {
        await bundles.CreateAsync(dev);
        Assert.Equal(0, (await RunAsync(Npm)).Code);
        var (code, output) = await RunAsync("exit 1");
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_bundle_that_is_built_under_a_strict_umask_is_readable_by_everyone()
    {
        await bundles.CreateAsync(dev);
        programs.Add("npm", $"umask 077\n{Npm}");
        var (code, output) = await RunAsync();
        Assert.True(code == 0, output);
        var (_, entries) = await scripts.RunProgramAsync("tar", ["-tvzf", await bundles.GetAsync(dev, BundleStore.Key)], []);
        Assert.All(entries.Split('\n'), entry => Assert.Matches("^(-r..r..r..|dr.xr.xr.x)", entry));
    }

    /// <summary>As on macOS. npm takes a path with a symbolic link for a workspace's, which is not in the lock file.</summary>
    [Fact]
    public async Task A_bundle_can_be_built_in_a_temporary_folder_behind_a_symbolic_link()
    {
        await bundles.CreateAsync(dev);
        var outside = Directory.CreateTempSubdirectory("linked-");
        var link = Path.Combine(outside.FullName, "tmp");
        Directory.CreateSymbolicLink(link, outside.CreateSubdirectory("real").FullName);
        programs.Add(
            "npm",
            $$"""
            for word in "$@"; do
              [[ "$word" != /* || "$word" == "$(realpath "$word")" ]] || { echo "Missing: site@0.1.0 from lock file"; exit 1; }
            done
            {{Npm}}
            """
        );
        var (code, output) = await RunAsync(new Dictionary<string, string> { ["TMPDIR"] = link });
        outside.Delete(recursive: true);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_failed_build_stores_nothing()
    {
        await bundles.CreateAsync(dev);
        var (code, output) = await RunAsync("""[ "$*" != "run build" ] || { echo "The page is too heavy." && exit 17; }""");
        Assert.Equal(17, code);
        Assert.Contains("The page is too heavy.", output, StringComparison.Ordinal);
        Assert.Contains(
            "NoSuchKey",
            await scripts.AwsErrorAsync("s3api", "get-object", "--bucket", dev, "--key", BundleStore.Key, "/dev/null"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_read_fails_the_step_without_a_build()
    {
        programs.Watch(
            "aws",
            """
            if [ "$2" = head-object ]; then
              echo "An error occurred (403) when calling the HeadObject operation: Forbidden" >&2
              exit 254
            fi
            """
        );
        var (code, output) = await RunAsync(Npm);
        Assert.NotEqual(0, code);
        Assert.Contains("(403)", output, StringComparison.Ordinal);
        Assert.DoesNotContain(programs.Calls, call => call.StartsWith("npm", StringComparison.Ordinal));
    }

    private Task<(int Code, string Output)> RunAsync(string npm)
    {
        programs.Add("npm", npm);
        return RunAsync();
    }

    private Task<(int Code, string Output)> RunAsync() => RunAsync([]);

    private Task<(int Code, string Output)> RunAsync(Dictionary<string, string> variables)
    {
        variables["BUNDLE_BUCKET"] = dev;
        variables["PATH"] = programs.PrependTo(scripts.SearchPath);
        return scripts.RunAsync("publish-bundle.sh", [scripts.TempFile(BundleStore.Tag), scripts.TempFile(Commit)], variables);
    }

    private async Task<string> ReadAsync(string archive, string file)
    {
        var (code, output) = await scripts.RunProgramAsync("tar", ["-xzOf", archive, file], []);
        Assert.True(code == 0, output);
        return output;
    }
}
