using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.Iam;
using Rehearsal.Network;
using Rehearsal.Processes;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Amplify;

/// <summary>A stand-in for one Amplify app: runs the build spec on a branch of its repository and deploys the bundle.</summary>
/// <param name="access">Gets the variables with the account's endpoint and the credentials of a role, the app's service role.</param>
internal sealed class AmplifyApp(
    RehearsalFolder folder,
    ProcessTable processes,
    CertificateAuthority authority,
    Func<AmplifyRole, CancellationToken, Task<IReadOnlyDictionary<string, string>>> access,
    string id
) : IAsyncDisposable
{
    /// <summary>The framework that Amplify detects when it finds Next.js.</summary>
    private const string OwnNext = "Next.js - SSR";

    private readonly int frontPort = Ports.Free();
    private PortReservation? reserved;
    private SiteRouter? router;
    private HttpsProxy? front;
    private string repository = "";
    private string? role;
    private AmplifyBuildSpec spec = new([], "");
    private IReadOnlyDictionary<string, string> variables = new Dictionary<string, string>();

    public string Stack { get; private set; } = "";

    /// <summary>The site's address, once there is a branch.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The branch's framework as Amplify knows it.</summary>
    public string? Framework { get; set; }

    /// <summary>Amplify serves each branch at BRANCH.DOMAIN over TLS. Names under localhost resolve to this machine.</summary>
    public string DefaultDomain => $"{id}.localhost:{frontPort}";

    /// <summary>Sets the site's address. Its port stays reserved until the site is built.</summary>
    public void AnswerAt(string host, PortReservation port) => (Address, reserved) = (new($"http://{host}:{port.Number}"), port);

    public void Configure(ResourceEvent app)
    {
        Stack = app.Stack;
        repository = app.Text("Repository")!;
        role = app.Text("IAMServiceRole");
        spec = AmplifyBuildSpec.Parse(app.Text("BuildSpec") ?? "");
        variables =
            app.Properties["EnvironmentVariables"]
                ?.AsArray()
                .ToDictionary(variable => variable!["Name"]!.ToString(), variable => variable!["Value"]!.ToString())
            ?? [];
    }

    /// <summary>Builds and deploys the head of a branch. The live site changes only once the new one answers.</summary>
    public async Task ReleaseAsync(string branch, string job, string log, CancellationToken cancel)
    {
        if (Framework is null or OwnNext)
        {
            throw new ResourceError(
                $"The Framework of the branch {branch} is {Framework ?? "missing"}; it must be another, such as Web. "
                    + $"With \"{OwnNext}\", which Amplify chooses where it finds Next.js, it ignores deploy-manifest.json."
            );
        }
        var builds = Directory.CreateDirectory(Path.Combine(folder.Root, "sites", id)).FullName;
        var bundle = Path.Combine(builds, job);
        try
        {
            await BuildAsync($"{bundle}-checkout", bundle, branch, job, log, cancel);
            // The live site must not depend on the checkout.
            Keep(bundle);
            var site = Path.Combine(folder.Logs, $"site-{id}.log");
            await DeployAsync(await SiteRelease.StartAsync(bundle, folder, processes, authority, site, cancel), cancel);
        }
        finally
        {
            Keep();
        }

        void Keep(string? other = null)
        {
            foreach (var old in Directory.EnumerateDirectories(builds).Where(old => old != router?.Release.Bundle && old != other))
                Directory.Delete(old, recursive: true);
        }
    }

    public async ValueTask DisposeAsync()
    {
        reserved?.Dispose();
        if (front is not null)
            await front.DisposeAsync();
        if (router is not null)
            await router.DisposeAsync();
    }

    /// <summary>Runs the build commands in the root of a checkout and keeps their artifacts.</summary>
    private async Task BuildAsync(string checkout, string bundle, string branch, string job, string log, CancellationToken cancel)
    {
        await RunAsync("git", ["clone", "--quiet", "--depth", "1", "--branch", branch, repository, checkout], folder.Temp, []);
        await RunAsync(
            "bash",
            ["-ec", string.Join('\n', spec.Commands)],
            checkout,
            new([.. variables, .. await AccessAsync()])
            {
                ["AWS_APP_ID"] = id,
                ["AWS_BRANCH"] = branch,
                ["AWS_COMMIT_ID"] = "HEAD",
                ["AWS_JOB_ID"] = job,
                [CertificateAuthority.NodeVariable] = authority.NodeBundleFile,
            }
        );
        var artifacts = Path.Combine(checkout, spec.BaseDirectory);
        if (!Directory.Exists(artifacts))
            throw new ResourceError($"The build left no folder {spec.BaseDirectory}, which is artifacts.baseDirectory of the build spec.");
        Directory.Move(artifacts, bundle);

        async Task<IReadOnlyDictionary<string, string>> AccessAsync()
        {
            try
            {
                return await access(new(role, id, branch), cancel);
            }
            catch (AccessDenied denied)
            {
                throw new ResourceError($"Amplify can't use the service role of the app: {denied.Message}");
            }
        }

        async Task RunAsync(string program, IReadOnlyList<string> arguments, string directory, Dictionary<string, string> environment)
        {
            var code = await processes.RunAsync(
                new()
                {
                    Program = program,
                    Arguments = arguments,
                    WorkingDirectory = directory,
                    Environment = environment,
                    Log = log,
                },
                cancel
            );
            if (code != 0)
                throw new ResourceError($"The build of the site ended with {code}.", log);
        }
    }

    private async Task DeployAsync(SiteRelease release, CancellationToken cancel)
    {
        if (router is null)
        {
            reserved?.Dispose();
            router = await SiteRouter.StartAsync(Address!.Port, release, cancel);
            var certificate = authority.Issue($"*.{id}.localhost");
            front = await HttpsProxy.StartAsync(frontPort, certificate, new($"http://127.0.0.1:{Address.Port}"), transform: null, cancel);
            return;
        }
        var former = router.Release;
        router.Release = release;
        await former.StopAsync();
    }
}
