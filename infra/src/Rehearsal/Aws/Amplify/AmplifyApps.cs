using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rehearsal.Assembly;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Network;
using Rehearsal.Processes;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Amplify;

/// <summary>A stand-in for Amplify: its apps and the release part of its API.</summary>
/// <param name="home">The account and the region of the pipeline.</param>
/// <param name="access">Gets the variables with the account's endpoint and the credentials of a role, for builds.</param>
internal sealed class AmplifyApps(
    RehearsalFolder folder,
    ProcessTable processes,
    CertificateAuthority authority,
    AwsEnvironment home,
    Func<AmplifyRole, CancellationToken, Task<IReadOnlyDictionary<string, string>>> access,
    Action<string> note,
    CancellationToken cancel
) : IAsyncDisposable
{
    private const int FirstPort = 3000;
    private const int PortsApart = 1000;

    private readonly ConcurrentDictionary<string, AmplifyApp> apps = new();
    private readonly ConcurrentDictionary<string, AmplifyJob> jobs = new();
    private int ports = -1;
    private int lastJob;

    /// <summary>The addresses of the sites, by stack.</summary>
    public IEnumerable<(string Stack, Uri Address)> Addresses =>
        from app in apps.Values
        where app.Address is not null
        orderby app.Stack
        select (app.Stack, app.Address);

    public ResourceAnswer SetApp(ResourceEvent resource)
    {
        // As AWS's ids: a d, and up to 19 letters and digits.
        var id = $"d{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(resource.Stack)))[..13]}";
        var app = apps.GetOrAdd(id, key => new AmplifyApp(folder, processes, authority, access, key));
        app.Configure(resource);
        return new(
            id,
            new Dictionary<string, string>
            {
                ["AppId"] = id,
                ["AppName"] = resource.Name,
                ["DefaultDomain"] = app.DefaultDomain,
                ["Arn"] = $"arn:aws:amplify:{home.Region}:{home.Account}:apps/{id}",
            }
        );
    }

    public ResourceAnswer SetBranch(ResourceEvent resource)
    {
        var app = apps[resource.Text("AppId")!];
        app.Framework = resource.Text("Framework");
        if (app.Address is null)
            GiveAddress(app, resource.Text("BranchName")!);
        return new(resource.Name, new Dictionary<string, string> { ["BranchName"] = resource.Name });
    }

    public void MapApi(IEndpointRouteBuilder routes)
    {
        routes.MapPost(
            "/amplify/apps/{app}/branches/{branch}/jobs",
            (string app, string branch) =>
                apps.TryGetValue(app, out var known)
                    ? Results.Json(new { jobSummary = Start(known, Uri.UnescapeDataString(branch)) })
                    : NoApp(app)
        );
        routes.MapGet(
            "/amplify/apps/{app}/branches/{branch}/jobs/{job}",
            (string app, string job) =>
                jobs.TryGetValue(job, out var known)
                    ? Results.Json(new { job = new { summary = known, steps = Array.Empty<object>() } })
                    : NoApp(app)
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps.Values)
            await app.DisposeAsync();
    }

    /// <summary>Assigns an address: release/dev gets dev.localhost. The first site listens on port 3000, the next on 4000.</summary>
    private void GiveAddress(AmplifyApp app, string branch)
    {
        var host = $"{branch.Split('/')[^1]}.localhost";
        var wanted = FirstPort + (PortsApart * Interlocked.Increment(ref ports));
        var port = Ports.ReserveFrom(wanted);
        if (port.Number != wanted)
            note($"Port {wanted} is taken: {host} answers on {port.Number}.");
        app.AnswerAt(host, port);
    }

    private AmplifyJob Start(AmplifyApp app, string branch)
    {
        var id = Interlocked.Increment(ref lastJob).ToString(CultureInfo.InvariantCulture);
        var log = Path.Combine(folder.Logs, $"amplify-job-{id}.log");
        _ = Task.Run(
            async () =>
            {
                try
                {
                    await app.ReleaseAsync(branch, id, log, cancel);
                    jobs[id] = jobs[id] with { Status = "SUCCEED" };
                }
                catch (Exception error)
                {
                    await File.AppendAllTextAsync(log, error.Message, CancellationToken.None);
                    note($"The release of {branch} failed: {error.Message}");
                    jobs[id] = jobs[id] with { Status = "FAILED" };
                }
            },
            cancel
        );
        return jobs[id] = new(id, "RELEASE", "RUNNING");
    }

    private static IResult NoApp(string app) =>
        Results.Json(new { message = $"App {app} not found." }, statusCode: StatusCodes.Status404NotFound);
}
