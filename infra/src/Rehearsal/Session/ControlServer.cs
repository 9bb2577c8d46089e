using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using Rehearsal.Network;
using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Session;

/// <summary>The control API of the running rehearsal: on loopback, for callers with the token.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    /// <summary>How long an answer that is on its way may take, on a busy machine.</summary>
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, StartedExecution> begun = new();
    private readonly CancellationTokenSource ending = new();

    private ControlServer(WebApplication application) => this.application = application;

    public static async Task<ControlServer> StartAsync(RehearsalFolder folder, RunningRehearsal rehearsal, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var server = new ControlServer(builder.Build());
        var access = new ControlAccess(new($"http://127.0.0.1:{Ports.Free()}"), RandomNumberGenerator.GetHexString(32));
        server.Map(rehearsal, access, cancel);
        server.application.Urls.Add(access.Address.ToString());
        await server.application.StartAsync(cancel);
        access.Write(folder);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        // An answer that is on its way arrives, such as that to the approval which ends the rehearsal. Who waits for an execution is cut
        // off.
        await ending.CancelAsync();
        using var patience = new CancellationTokenSource(AnswerTimeout);
        await application.StopAsync(patience.Token);
        await application.DisposeAsync();
        ending.Dispose();
    }

    private void Map(RunningRehearsal rehearsal, ControlAccess access, CancellationToken cancel)
    {
        application.Use(access.GuardAsync);
        application.MapPost(
            "/executions",
            async ([FromQuery(Name = "with")] string[] settings) => Begun(await rehearsal.PushAsync(settings))
        );
        application.MapGet("/executions/{id}/end", EndOfAsync);
        application.MapPost("/stages/{stage}/rollback", (string stage, string? to) => Begun(rehearsal.Engine.RollBack(stage, to, cancel)));
        application.MapPost("/stages/{stage}/retry", (string stage, bool all) => Begun(rehearsal.Engine.Retry(stage, all, cancel)));
        application.MapPost("/demo", (string? email) => rehearsal.FillWithDemoAsync(email));
        application.MapPost("/approval", (bool approved) => rehearsal.Approvals.Answer(approved));
    }

    private async Task<ExecutionRecord?> EndOfAsync(string id, HttpContext context)
    {
        try
        {
            return (await begun[id].End.WaitAsync(ending.Token)).Record;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            context.Abort();
            return null;
        }
    }

    private ExecutionRecord Begun(StartedExecution started)
    {
        begun[started.Execution.Id] = started;
        return started.Execution.Record;
    }
}
