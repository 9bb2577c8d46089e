using Rehearsal.Aws.Amplify;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Aws.Amplify;

public sealed class DeployManifestTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    public DeployManifestTests()
    {
        foreach (var (file, text) in SmallBundle.Files())
            repository.Write(file, text);
    }

    private string Bundle => Path.Combine(repository.Root, "bundle");

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Theory]
    [InlineData("manifest.more = 1", "deploy-manifest.json has the key more; it may have version, framework, ")]
    [InlineData("manifest.version = 2", "version is 2; it must be 1.")]
    [InlineData("manifest.version = '1'", "version is \"1\"; it must be 1.")]
    [InlineData("delete manifest.framework", "framework is missing; it must be an object with name, version.")]
    [InlineData("delete manifest.framework.name", "framework.name is missing; it must be the framework's name.")]
    [InlineData("manifest.framework.version = '16'", "framework.version is \"16\"; it must be a semantic version such as 16.2.1.")]
    [InlineData("manifest.framework.version = '^16.2.1'", "framework.version is \"^16.2.1\"; it must be a semantic version")]
    [InlineData("manifest.imageSettings = { size: [] }", "imageSettings has the key size; it may have sizes, ")]
    [InlineData("manifest.routes = {}", "routes is {}; it must be a list.")]
    [InlineData("delete manifest.routes", "the last route is missing; it must be /*.")]
    [InlineData("manifest.routes.unshift(...Array(24).fill(manifest.routes[0]))", "has 26 routes; it must have at most 25.")]
    [InlineData("manifest.routes.reverse()", "the last route is /files/*; it must be /*.")]
    [InlineData("manifest.routes[0].status = 200", "routes[0] has the key status; it may have path, target, fallback.")]
    [InlineData("manifest.routes[0].path = 'files'", "routes[0].path is \"files\"; it must be a pattern that begins with /.")]
    [InlineData("manifest.routes[0].target.kind = 'Lambda'", "routes[0].target.kind is \"Lambda\"; it must be one of Static, Compute, ")]
    [InlineData("manifest.routes[0].target.src = 'default'", "routes[0].target has the key src; it may have kind, cacheControl.")]
    [InlineData("manifest.routes[0].fallback = { kind: 'Other' }", "routes[0].fallback.kind is \"Other\"; it must be one of Static, ")]
    [InlineData("manifest.routes[1].target.src = 'other'", "routes[1].target.src is \"other\"; it must be \"default\".")]
    [InlineData("manifest.routes[1].target.cacheControl = 'no-store'", "routes[1].target has the key cacheControl; it may have kind, src.")]
    [InlineData("manifest.routes[1].target = { kind: 'Static' }", "the target of /* is Static; it must be Compute.")]
    [InlineData("delete manifest.computeResources", "/* leads to Compute, and computeResources is missing.")]
    [InlineData("manifest.computeResources.push(manifest.computeResources[0])", "it must be a list of one resource.")]
    [InlineData("manifest.computeResources[0].name = 'server'", "computeResources[0].name is \"server\"; it must be \"default\".")]
    [InlineData("manifest.computeResources[0].runtime = 'nodejs18.x'", "runtime is \"nodejs18.x\"; it must be one of nodejs20.x, ")]
    [InlineData("manifest.computeResources[0].entrypoint = 'other.js'", "\"other.js\"; it must be a file in the root of compute/default.")]
    [InlineData("manifest.computeResources[0].entrypoint = '../default/server.js'", "\"../default/server.js\"; it must be a file in")]
    public async Task A_manifest_that_amplify_refuses_is_refused_with_the_value(string change, string sentence)
    {
        await RunAsync(
            "node",
            "-e",
            $"""
            const fs = require("node:fs");
            const manifest = JSON.parse(fs.readFileSync("deploy-manifest.json"));
            {change};
            fs.writeFileSync("deploy-manifest.json", JSON.stringify(manifest));
            """
        );
        Assert.Contains(sentence, Assert.Throws<ResourceError>(() => DeployManifest.Read(Bundle)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rm deploy-manifest.json", "There is no deploy-manifest.json in artifacts.baseDirectory of the build spec. ")]
    [InlineData("echo '{' > deploy-manifest.json", "deploy-manifest.json is not JSON: ")]
    [InlineData("echo '{\"version\":1,\"version\":1}' > deploy-manifest.json", "deploy-manifest.json is not JSON: ")]
    [InlineData("echo '[]' > deploy-manifest.json", "deploy-manifest.json is []; it must be an object with version, ")]
    [InlineData("rm -r compute", "has computeResources, and there is no folder compute/default in the bundle.")]
    [InlineData("mv compute/default compute/other", "has computeResources, and there is no folder compute/default in the bundle.")]
    [InlineData("rm -r static", "/files/* leads to Static, and there is no folder static in the bundle.")]
    [InlineData("truncate -s 220M static/.large", " bytes; it must have at most 230686720 (220 MiB).")]
    [InlineData("ln -s ../../../outside compute/default/link", "compute/default/link is a symbolic link to ../../../outside, which is not")]
    [InlineData("ln -s /etc static/.link", "static/.link is a symbolic link to /etc, which is not in the bundle. Copy what it leads to.")]
    public async Task A_bundle_that_amplify_refuses_is_refused_with_a_reason(string command, string sentence)
    {
        await RunAsync("bash", "-ec", command);
        Assert.Contains(sentence, Assert.Throws<ResourceError>(() => DeployManifest.Read(Bundle)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ln -s server.js compute/default/link.js")]
    [InlineData("ln -s . compute/default/loop")]
    [InlineData("truncate -s 219M static/large")]
    public async Task A_bundle_may_have_internal_links_and_be_large(string command)
    {
        await RunAsync("bash", "-ec", command);
        Assert.Equal("server.js", DeployManifest.Read(Bundle).Entrypoint);
    }

    private async Task RunAsync(params string[] program)
    {
        var log = Path.Combine(repository.Folder.Logs, "change.log");
        var spec = new ProcessSpec
        {
            Program = program[0],
            Arguments = program[1..],
            WorkingDirectory = Bundle,
            Log = log,
        };
        var code = await repository.Processes.RunAsync(spec, TestContext.Current.CancellationToken);
        Assert.True(code == 0, await File.ReadAllTextAsync(log));
    }
}
