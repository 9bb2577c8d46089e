namespace Steps.Tests;

/// <summary>Runs as in Amplify: in a checkout of the released commit, with the variables of Amplify's builds.</summary>
public sealed class UnpackBundleScriptTests(StepScripts scripts) : IAsyncLifetime
{
    private readonly BundleStore bundles = new(scripts);
    private readonly string bucket = BundleStore.Name("dev");
    private readonly string checkout = Directory.CreateTempSubdirectory("checkout-").FullName;
    private string commit = "";

    private string Output => Path.Combine(checkout, ".amplify-hosting");

    public async ValueTask InitializeAsync()
    {
        var steps = Directory.CreateDirectory(Path.Combine(checkout, "infra", "steps")).FullName;
        foreach (var script in (string[])["unpack-bundle.sh", "bundle-bucket.sh", "capture.sh"])
            File.Copy(Path.Combine(StepScripts.Folder, script), Path.Combine(steps, script));
        await BashAsync(
            "git init --quiet && git add --all && git -c user.name=Test -c user.email=test@localhost commit --quiet --message 'A release'"
        );
        commit = await BashAsync("git rev-parse HEAD");
        await bundles.CreateAsync(bucket);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(checkout, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(null, "release-dev.d1abc.amplifyapp.com", null, "off")]
    [InlineData("expenses.example.com", "release-dev.d1abc.amplifyapp.com,expenses.example.com", "on", "on")]
    public async Task The_bundle_of_the_commit_is_unpacked_with_the_values_of_the_environment(
        string? domain,
        string hosts,
        string? mail,
        string sendsMail
    )
    {
        var digest = await StoreAsync();
        var (code, output) = await RunAsync(domain, mail);
        Assert.True(code == 0, output);
        Assert.Equal("{}\n", File.ReadAllText(Path.Combine(Output, "deploy-manifest.json")));
        Assert.Equal(
            [
                "API_URL=https://api.example.com",
                "CLIENT_ADDRESS_HEADER=cloudfront-viewer-address",
                $"SITE_HOSTS={hosts}",
                $"SENDS_MAIL={sendsMail}",
                $"COMMIT={commit}",
                $"BUNDLE={digest}",
            ],
            File.ReadAllLines(Path.Combine(Output, "compute", "default", ".env"))
        );
    }

    [Fact]
    public async Task Files_of_an_earlier_job_are_deleted()
    {
        await StoreAsync();
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "left"), "");
        var (code, output) = await RunAsync();
        Assert.True(code == 0, output);
        Assert.False(File.Exists(Path.Combine(Output, "left")));
    }

    [Fact]
    public async Task A_bundle_that_changed_since_the_release_is_not_deployed()
    {
        var digest = await StoreAsync();
        await bundles.PutAsync(bucket, BundleStore.Key, "something else");
        var (code, output) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains($"was {digest} when commit {commit} was released, so it is not deployed", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public async Task A_commit_without_a_bundle_fails_the_build()
    {
        var (code, output) = await RunAsync();
        Assert.Equal(1, code);
        Assert.Contains($"{bucket} has no bundle for commit {commit}", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    private async Task<string> StoreAsync()
    {
        var bundle = await BashAsync(
            """
            cd $(mktemp -d)
            mkdir -p compute/default
            echo {} > deploy-manifest.json
            tar -czf ../bundle-$$ .
            echo $(dirname $PWD)/bundle-$$
            """
        );
        await bundles.PutFileAsync(bucket, BundleStore.Key, bundle);
        await bundles.PutAsync(bucket, $"releases/{commit}.sha256", $"{BundleStore.DigestOf(bundle)}  {BundleStore.Key}\n");
        return BundleStore.DigestOf(bundle);
    }

    private async Task<string> BashAsync(string command)
    {
        var (code, output) = await scripts.RunProgramAsync("bash", ["-euc", $"cd '{checkout}' && {command}"], []);
        Assert.True(code == 0, output);
        return output;
    }

    private Task<(int Code, string Output)> RunAsync(string? domain = null, string? mail = null)
    {
        var variables = new Dictionary<string, string>
        {
            ["BUNDLE_BUCKET"] = bucket,
            ["API_URL"] = "https://api.example.com",
            ["AWS_APP_ID"] = "d1abc",
            ["AWS_BRANCH"] = "release/dev",
            ["AWS_COMMIT_ID"] = "HEAD",
        };
        if (domain is not null)
            variables["SITE_DOMAIN"] = domain;
        if (mail is not null)
            variables["SENDS_MAIL"] = mail;
        return scripts.RunProgramAsync("bash", [Path.Combine(checkout, "infra", "steps", "unpack-bundle.sh")], variables);
    }
}
