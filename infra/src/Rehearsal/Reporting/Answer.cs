using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rehearsal.Cloud;

namespace Rehearsal.Reporting;

/// <summary>What a deployed part says of itself: asked, not remembered.</summary>
internal sealed class Answer(LocalCloud cloud)
{
    /// <summary>The commit that a site was built from.</summary>
    public Task<string?> CommitAsync(Uri site, CancellationToken cancel) => AskAsync(site, "/api/version", "commit", cancel);

    /// <summary>The release that an API is: the tag of its image.</summary>
    public Task<string?> ReleaseAsync(Uri api, CancellationToken cancel) => AskAsync(api, "/version", "release", cancel);

    private async Task<string?> AskAsync(Uri address, string path, string name, CancellationToken cancel)
    {
        // By number: browsers know where dev.localhost is, not every system does.
        using var http = cloud.Client(new UriBuilder(address) { Host = "127.0.0.1" }.Uri);
        http.Timeout = TimeSpan.FromSeconds(10);
        try
        {
            return (await http.GetFromJsonAsync<JsonObject>(path, cancel))?[name]?.ToString();
        }
        catch (Exception error) when (error is HttpRequestException or System.Text.Json.JsonException || (error is TaskCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }
}
