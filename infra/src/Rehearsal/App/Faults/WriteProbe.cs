using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Rehearsal.App.Faults;

/// <summary>A client that writes expenses during a deployment and then counts the acknowledged ones that are missing.</summary>
internal sealed class WriteProbe : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan CountTimeout = TimeSpan.FromMinutes(1);

    private readonly HttpClient http;
    private readonly object credentials = new { email = $"write-probe-{Guid.NewGuid():N}@example.com", password = "write probe password" };
    private readonly CancellationTokenSource stop = new();
    private readonly HashSet<string> acknowledged = [];
    private readonly Stopwatch sinceAcknowledged = Stopwatch.StartNew();
    private TimeSpan longestPause;
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

    /// <summary>Stops writing and counts the expenses, as soon as the API answers.</summary>
    public async Task<WriteCount> CountAsync(CancellationToken cancel)
    {
        await stop.CancelAsync();
        await writing;
        EndPause();
        var deadline = DateTime.UtcNow + CountTimeout;
        while (true)
        {
            try
            {
                var found = await FindAsync(cancel);
                return new(acknowledged.Count, acknowledged.Except(found).Count(), refused, longestPause);
            }
            catch (Exception error) when (IsRefusal(error) && !cancel.IsCancellationRequested)
            {
                if (DateTime.UtcNow > deadline)
                    return new(acknowledged.Count, null, refused, longestPause);
                await Task.Delay(Pause, cancel);
            }
        }
    }

    public void Dispose()
    {
        http.Dispose();
        stop.Dispose();
    }

    private static bool IsRefusal(Exception error) => error is HttpRequestException or TaskCanceledException;

    private async Task<HashSet<string>> FindAsync(CancellationToken cancel)
    {
        HashSet<string> found = [];
        string? cursor = null;
        do
        {
            var next = cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            var page = await AskAsync(() => http.GetAsync($"/v1/expenses?limit=100{next}", cancel), cancel);
            found.UnionWith(page["items"]!.AsArray().Select(expense => (string)expense!["id"]!));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);
        return found;
    }

    private async Task WriteOnAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await WriteAsync();
            }
            catch (Exception error) when (IsRefusal(error))
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
        EndPause();
    }

    private void EndPause()
    {
        if (sinceAcknowledged.Elapsed > longestPause)
            longestPause = sinceAcknowledged.Elapsed;
        sinceAcknowledged.Restart();
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
