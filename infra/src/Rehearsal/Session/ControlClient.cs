using System.Net;
using System.Net.Http.Json;
using Rehearsal.Network;
using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Session;

/// <summary>A client of the rehearsal that runs in another terminal.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly HttpClient http;

    private ControlClient(ControlAccess access)
    {
        // No timeout: an execution may wait for its approval for days.
        http = Loopback.Client();
        (http.BaseAddress, http.Timeout) = (access.Address, Timeout.InfiniteTimeSpan);
        http.DefaultRequestHeaders.Add(ControlAccess.Header, access.Token);
    }

    /// <exception cref="UserError">No rehearsal is running.</exception>
    public static ControlClient Of(RehearsalFolder folder)
    {
        using (var alone = RehearsalLock.TryTake(folder))
        {
            if (alone is not null)
            {
                throw new UserError(
                    "No rehearsal of this repository is running. Start one with `dotnet run --project infra/src/Rehearsal`, "
                        + "then repeat this in another terminal."
                );
            }
        }
        return new(
            ControlAccess.Read(folder)
                ?? throw new UserError("The rehearsal of this repository is still starting. Repeat this once its pipeline runs.")
        );
    }

    public Task<ExecutionRecord> PushAsync(IEnumerable<string> settings, CancellationToken cancel) =>
        PostAsync<ExecutionRecord>(
            $"/executions?{string.Join('&', settings.Select(setting => $"with={Uri.EscapeDataString(setting)}"))}",
            cancel
        );

    public Task<ExecutionRecord> RollBackAsync(string stage, string? to, CancellationToken cancel) =>
        PostAsync<ExecutionRecord>(
            $"/stages/{Uri.EscapeDataString(stage)}/rollback{(to is null ? "" : $"?to={Uri.EscapeDataString(to)}")}",
            cancel
        );

    public Task<ExecutionRecord> RetryAsync(string stage, bool all, CancellationToken cancel) =>
        PostAsync<ExecutionRecord>($"/stages/{Uri.EscapeDataString(stage)}/retry?all={all}", cancel);

    /// <returns>The question that was answered.</returns>
    public Task<string> AnswerAsync(bool approved, CancellationToken cancel) => PostAsync<string>($"/approval?approved={approved}", cancel);

    /// <returns>The sign-in instructions with the site's address.</returns>
    public Task<string> FillWithDemoAsync(string? email, CancellationToken cancel) =>
        PostAsync<string>($"/demo{(email is null ? "" : $"?email={Uri.EscapeDataString(email)}")}", cancel);

    /// <summary>Waits for the end of an execution.</summary>
    /// <returns>Its record, or that of the execution that replaced it.</returns>
    public async Task<ExecutionRecord> EndOfAsync(ExecutionRecord begun, CancellationToken cancel) =>
        (await http.GetFromJsonAsync<ExecutionRecord>($"/executions/{begun.Id}/end", cancel))!;

    public void Dispose() => http.Dispose();

    private async Task<T> PostAsync<T>(string path, CancellationToken cancel)
    {
        using var response = await http.PostAsync(path, null, cancel);
        if (response.StatusCode == HttpStatusCode.Conflict)
            throw new UserError(await response.Content.ReadAsStringAsync(cancel));
        response.EnsureSuccessStatusCode();
        return typeof(T) == typeof(string)
            ? (T)(object)await response.Content.ReadAsStringAsync(cancel)
            : (await response.Content.ReadFromJsonAsync<T>(cancel))!;
    }
}
