using System.Globalization;
using Rehearsal.Cloud;
using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>One Amplify app's stand-in: builds a branch of its repository by its own build spec, and serves it.</summary>
internal sealed class AmplifyApp(RehearsalFolder folder, ProcessTable processes, CertificateAuthority authority, string id) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly int frontPort = Ports.Free();
    private PortReservation? reserved;
    private HttpsFront? front;
    private RunningProcess? server;
    private string repository = "";
    private AmplifyBuildSpec spec = new();
    private string? served;
    private IReadOnlyDictionary<string, string> variables = new Dictionary<string, string>();

    /// <summary>Where the site answers, once there is a branch.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Amplify answers for each branch at BRANCH.DOMAIN, over TLS. Names under localhost are this machine's.</summary>
    public string DefaultDomain => $"{id}.localhost:{frontPort}";

    /// <summary>Settles where the site will answer; its port is held until it is built.</summary>
    public void AnswerAt(string host, PortReservation port) => (Address, reserved) = (new($"http://{host}:{port.Number}"), port);

    public void Configure(ResourceEvent app)
    {
        repository = app.Text("Repository")!;
        spec = AmplifyBuildSpec.Parse(app.Text("BuildSpec")!);
        variables = app.Properties["EnvironmentVariables"]?.AsArray().ToDictionary(variable => variable!["Name"]!.ToString(), variable => variable!["Value"]!.ToString()) ?? [];
    }

    /// <summary>Builds the branch's head; the site that is served changes only once the new one is built.</summary>
    public async Task ReleaseAsync(string branch, string job, string log, CancellationToken cancel)
    {
        var builds = Directory.CreateDirectory(Path.Combine(folder.Root, "sites", id)).FullName;
        var checkout = Path.Combine(builds, job);
        try
        {
            var root = await BuildAsync(checkout, branch, job, log, cancel);
            if (server is not null)
                await server.StopAsync();
            (server, served) = (await ServeAsync(root, cancel), checkout);
            front ??= await HttpsFront.StartAsync(frontPort, authority.Issue($"*.{id}.localhost"), new($"http://127.0.0.1:{Address!.Port}"), transform: null, cancel);
        }
        finally
        {
            foreach (var other in Directory.EnumerateDirectories(builds).Where(other => other != served))
                Directory.Delete(other, recursive: true);
        }
    }

    /// <returns>The app's root in the checkout.</returns>
    private async Task<string> BuildAsync(string checkout, string branch, string job, string log, CancellationToken cancel)
    {
        await RunAsync(["git", "clone", "--quiet", "--depth", "1", "--branch", branch, repository, checkout], folder.Temp);
        var application = spec.Applications.Single();
        var root = Path.Combine(checkout, application.AppRoot);
        var cache = Path.Combine(folder.SiteCaches, id);
        foreach (var cached in application.Frontend.Cache.Folders)
            await CopyAsync(Path.Combine(cache, cached), Path.Combine(root, cached));
        var environment = new Dictionary<string, string>(variables) { ["AWS_APP_ID"] = id, ["AWS_BRANCH"] = branch, ["AWS_COMMIT_ID"] = "HEAD", ["AWS_JOB_ID"] = job, [CertificateAuthority.NodeVariable] = authority.NodeBundleFile };
        await RunAsync(["bash", "-ec", string.Join('\n', application.Frontend.Commands.Prepend(Nvm.Function))], root, environment);
        foreach (var cached in application.Frontend.Cache.Folders)
            await CopyAsync(Path.Combine(root, cached), Path.Combine(cache, cached));
        return root;

        async Task CopyAsync(string from, string to)
        {
            if (!Directory.Exists(from))
                return;
            if (Directory.Exists(to))
                Directory.Delete(to, recursive: true);
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            await RunAsync(["cp", "-a", from, to], folder.Temp);
        }

        async Task RunAsync(IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string>? environment = null)
        {
            var code = await processes.RunAsync(new()
            {
                Program = command[0],
                Arguments = [.. command.Skip(1)],
                WorkingDirectory = directory,
                Environment = environment ?? new Dictionary<string, string>(),
                Log = log,
            }, cancel);
            if (code != 0)
                throw new HostingError($"The build of the site ended with {code}.", log);
        }
    }

    /// <summary>What server code sees at run time is what the build wrote: no variable of the app is passed on. It asks the API, and so trusts the authority.</summary>
    private async Task<RunningProcess> ServeAsync(string root, CancellationToken cancel)
    {
        reserved?.Dispose();
        var site = processes.Start(new()
        {
            Program = "npm",
            Arguments = ["start"],
            WorkingDirectory = root,
            Environment = new Dictionary<string, string> { ["PORT"] = Address!.Port.ToString(CultureInfo.InvariantCulture), ["HOSTNAME"] = "127.0.0.1", [CertificateAuthority.NodeVariable] = authority.NodeBundleFile },
            Log = Path.Combine(folder.Logs, $"site-{id}.log"),
        });
        return await site.AnswersAsync(new($"http://127.0.0.1:{Address.Port}/"), Patience, cancel) ? site : throw new HostingError("The site was built but does not answer.", site.Log);
    }

    public ValueTask DisposeAsync()
    {
        reserved?.Dispose();
        return front?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
