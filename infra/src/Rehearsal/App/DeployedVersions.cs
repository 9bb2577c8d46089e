using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rehearsal.Aws;

namespace Rehearsal.App;

/// <summary>Reads the versions of deployed sites and APIs.</summary>
internal sealed class DeployedVersions(LocalCloud cloud)
{
    /// <summary>Gets the commit of a site and the SHA-256 of its bundle.</summary>
    public async Task<(string? Commit, string? Bundle)> SiteAsync(Uri site, CancellationToken cancel)
    {
        var version = await AskAsync(site, "/api/version", cancel);
        return (version?["commit"]?.ToString(), version?["bundle"]?.ToString());
    }

    /// <summary>Gets an API's release, which is the tag of its image.</summary>
    public async Task<string?> ReleaseAsync(Uri api, CancellationToken cancel) =>
        (await AskAsync(api, "/version", cancel))?["release"]?.ToString();

    private async Task<JsonObject?> AskAsync(Uri address, string path, CancellationToken cancel)
    {
        // Use the IP address: browsers resolve dev.localhost, but not every system does.
        using var http = cloud.Client(new UriBuilder(address) { Host = "127.0.0.1" }.Uri);
        http.Timeout = TimeSpan.FromSeconds(10);
        try
        {
            return await http.GetFromJsonAsync<JsonObject>(path, cancel);
        }
        catch (Exception error)
            when (error is HttpRequestException or System.Text.Json.JsonException
                || (error is TaskCanceledException && !cancel.IsCancellationRequested)
            )
        {
            return null;
        }
    }
}
