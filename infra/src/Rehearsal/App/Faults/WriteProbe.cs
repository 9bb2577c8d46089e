using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rehearsal.App.Faults;

/// <summary>A client that keeps writing expenses during a deployment, and then counts the acknowledged ones that are missing.</summary>
internal sealed class WriteProbe : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient http;
    private readonly object credentials = new { email = $"write-probe-{Guid.NewGuid():N}@example.com", password = "somebody who looks on" };
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<string> acknowledged = [];
    private Task writing = Task.CompletedTask;
    private int refused;

    private WriteProbe(HttpClient http)
    {
        this.http = http;
        http.Timeout = TimeSpan.FromSeconds(30);
    }

    /// <param name="api">A client of the API, which it takes over.</param>
    public static async Task<WriteProbe> StartAsync(HttpClient api, CancellationToken cancel)
    {
        var probe = new WriteProbe(api);
        await probe.EnterAsync("register", cancel);
        await probe.WriteAsync();
        probe.writing = probe.WriteOnAsync();
        return probe;
    }

    /// <summary>Stops writing and looks for what was written.</summary>
    /// <returns>How many were acknowledged, how many of those are missing, and how many were refused.</returns>
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

    /// <summary>An access token holds for a quarter of an hour, and a delivery may take longer: then one logs in again.</summary>
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
