using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rehearsal.App.Faults;

namespace Rehearsal.Tests.App.Faults;

/// <summary>The probe of a delivery, tested with a small API that loses writes.</summary>
public sealed class WriteProbeTests : IAsyncLifetime
{
    private readonly WebApplication api = LocalServer.Create();
    private readonly ConcurrentQueue<string> kept = new();
    private readonly TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int token;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        api.MapPost("/v1/auth/{how}", () => Results.Json(new { accessToken = $"{Interlocked.Increment(ref token)}" }));
        api.MapPost(
            "/v1/expenses",
            (HttpRequest request) => Knows(request) ? Results.Json(new { id = Keep() }, statusCode: 201) : Results.Unauthorized()
        );
        api.MapGet(
            "/v1/expenses",
            (HttpRequest request) =>
                Knows(request)
                    ? Results.Json(new { items = kept.Select(id => new { id }), nextCursor = (string?)null })
                    : Results.Unauthorized()
        );
        await api.StartAsync(Cancel);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_token_that_expires_meanwhile_is_not_counted_as_a_refusal()
    {
        using var probe = await WriteProbe.StartAsync(new() { BaseAddress = new(api.Address) }, Cancel);
        Interlocked.Increment(ref token);
        await written.Task.WaitAsync(Cancel);
        Interlocked.Increment(ref token);
        var count = await probe.CountAsync(Cancel);
        Assert.Equal((kept.Count, 0, 0), (count.Acknowledged, count.Missing, count.Refused));
    }

    [Fact]
    public async Task An_acknowledged_expense_that_is_gone_counts_as_missing()
    {
        using var probe = await WriteProbe.StartAsync(new() { BaseAddress = new(api.Address) }, Cancel);
        await written.Task.WaitAsync(Cancel);
        Assert.True(kept.TryDequeue(out _));
        Assert.Equal(1, (await probe.CountAsync(Cancel)).Missing);
    }

    private bool Knows(HttpRequest request) => request.Headers.Authorization == $"Bearer {Volatile.Read(ref token)}";

    private string Keep()
    {
        var id = Guid.NewGuid().ToString();
        kept.Enqueue(id);
        if (kept.Count > 10)
            written.TrySetResult();
        return id;
    }
}
