using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rehearsal.App.Faults;

/// <summary>A client that writes expenses during a deployment and then counts the acknowledged ones that are missing.</summary>
internal sealed class WriteProbe : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient http;
    private readonly object credentials = new { email = $"write-probe-{Guid.NewGuid():N}@example.com", password = "write probe password" };
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<string> acknowledged = [];
    private Task writing = Task.CompletedTask;
    private int refused;

    private WriteProbe(HttpClient http)
    {
        this.http = http;
        http.Timeout = TimeSpan.FromSeconds(30);
    }

    /// <param name="api">A client of the API. The probe disposes of it.</param>
    public static async Task<WriteProbe> StartAsync(HttpClient api, CancellationToken cancel)
    {
        var probe = new WriteProbe(api);
        await probe.EnterAsync("register", cancel);
        await probe.WriteAsync();
        probe.writing = probe.WriteOnAsync();
        return probe;
    }

    /// <summary>Stops writing and counts the expenses.</summary>
    /// <returns>The numbers of acknowledged, acknowledged but missing, and refused expenses.</returns>
    public async Task<(int Acknowledged, int Missing, int Refused)> CountAsync(CancellationToken cancel)
    {
        await stop.CancelAsync();
        await writing;
        HashSet<string> found = [];
        string? cursor = null;
        do
        {
            var next = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await AskAsync(() => http.GetAsync($"/v1/expenses?limit=100{next}", cancel), cancel);
            found.UnionWith(page["items"]!.AsArray().Select(expense => (string)expense!["id"]!));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);
        return (acknowledged.Count, acknowledged.Except(found).Count(), refused);
    }

    public void Dispose()
    {
        http.Dispose();
        stop.Dispose();
    }

    private async Task WriteOnAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await WriteAsync();
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                refused++;
            }
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    private async Task WriteAsync()
    {
        var expense = new
        {
            amount = 100 + acknowledged.Count,
            currency = "EUR",
            date = "2026-11-24",
        };
        var answer = await AskAsync(() => http.PostAsJsonAsync("/v1/expenses", expense, CancellationToken.None), CancellationToken.None);
        acknowledged.Add((string)answer["id"]!);
    }

    /// <summary>
    /// Sends a request and logs in again when the access token has expired: it lasts 15 minutes, and a delivery may take longer.
    /// </summary>
    private async Task<JsonNode> AskAsync(Func<Task<HttpResponseMessage>> ask, CancellationToken cancel)
    {
        var answer = await ask();
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
        {
            answer.Dispose();
            await EnterAsync("login", cancel);
            answer = await ask();
        }
        using (answer)
            return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancel))!;
    }

    private async Task EnterAsync(string how, CancellationToken cancel)
    {
        using var answer = await http.PostAsJsonAsync($"/v1/auth/{how}", credentials, cancel);
        var session = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancel);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)session!["accessToken"]!);
    }
}
