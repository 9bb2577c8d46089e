using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rehearsal.Aws.Moto;
using Rehearsal.Processes;

namespace Rehearsal.Aws.Ecs;

/// <summary>The standalone tasks, as started by `aws ecs run-task`.</summary>
/// <param name="environmentOf">Gets the environment for the tasks of a stack.</param>
/// <param name="lifetime">The lifetime of the tasks: longer than the call that starts them.</param>
internal sealed class StandaloneTasks(
    ProcessTable processes,
    Func<EmulatorClient> aws,
    Func<string, TaskEnvironment> environmentOf,
    CancellationToken lifetime
) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, StandaloneTask> tasks = new();

    public void MapApi(IEndpointRouteBuilder routes)
    {
        routes.MapPost(
            "/tasks/{id}",
            async (string id, RunRequest request) =>
            {
                var definition = TaskDefinition.Of(await aws().DescribeTaskDefinitionAsync(request.Definition, lifetime));
                tasks[id] = new(
                    new(
                        $"{request.Stack}.{id}",
                        new(request.Definition, definition, 1, TimeSpan.Zero, environmentOf(request.Stack)),
                        processes,
                        id
                    ),
                    lifetime
                );
                return Results.Json(tasks[id].State);
            }
        );
        routes.MapGet("/tasks/{id}", (string id) => Results.Json(tasks[id].State));
        routes.MapPost(
            "/tasks/{id}/stop",
            (string id, StopRequest request) =>
            {
                tasks[id].Stop(request.Reason);
                return Results.Json(tasks[id].State);
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var task in tasks.Values)
            await task.DisposeAsync();
    }

    private sealed record RunRequest(string Definition, string Stack);

    private sealed record StopRequest(string Reason);
}
