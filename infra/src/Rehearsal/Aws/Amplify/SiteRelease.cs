using System.Globalization;
using Rehearsal.Network;
using Rehearsal.Processes;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Amplify;

/// <summary>A deployed bundle: its files and the server of its compute resource.</summary>
internal sealed class SiteRelease
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private static readonly string Port3000 = Path.Combine(AppContext.BaseDirectory, "Aws", "Amplify", "port-3000.cjs");

    private RunningProcess? server;

    private SiteRelease(string bundle, DeployManifest manifest) => (Bundle, Manifest) = (bundle, manifest);

    public string Bundle { get; }

    public DeployManifest Manifest { get; }

    /// <summary>The server's address.</summary>
    public string Compute { get; } = $"http://127.0.0.1:{Ports.Free()}";

    /// <summary>
    /// Deploys a bundle. Its server sees the files of compute/default and none of the variables of the app or the build.
    /// </summary>
    /// <exception cref="ResourceError">Amplify would not deploy it, or its server does not answer.</exception>
    public static async Task<SiteRelease> StartAsync(
        string bundle,
        RehearsalFolder folder,
        ProcessTable processes,
        CertificateAuthority authority,
        string log,
        CancellationToken cancel
    )
    {
        var release = new SiteRelease(bundle, DeployManifest.Read(bundle));
        if (release.Manifest.Entrypoint is not { } entrypoint)
            return release;
        release.server = processes.Start(
            new()
            {
                Program = "node",
                Arguments = ["--require", Port3000, entrypoint],
                WorkingDirectory = Path.Combine(bundle, "compute", "default"),
                Environment = new Dictionary<string, string>
                {
                    ["PATH"] = ProcessEnvironment.SearchPath(folder),
                    ["TMPDIR"] = folder.Temp,
                    // The server calls the API, which has a certificate of the rehearsal.
                    [CertificateAuthority.NodeVariable] = authority.NodeBundleFile,
                    ["AMPLIFY_STAND_IN_PORT"] = new Uri(release.Compute).Port.ToString(CultureInfo.InvariantCulture),
                },
                IsContained = true,
                Log = log,
            }
        );
        if (await release.server.AnswersAsync(new(release.Compute), StartTimeout, cancel))
            return release;
        await release.StopAsync();
        throw new ResourceError("The site was deployed, but its server did not answer.", log);
    }

    public Task StopAsync() => server?.StopAsync() ?? Task.CompletedTask;
}
