using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Rehearsal.Network;

namespace Rehearsal.Aws.CloudFormation;

/// <summary>A server on loopback, in this process: runs resources for the emulator, and serves the APIs of Amplify and of tasks.</summary>
internal sealed class ResourceServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, string> failures = new();

    private ResourceServer(WebApplication application, Uri address) => (this.application, Address) = (application, address);

    public Uri Address { get; }

    /// <param name="provide">Creates, updates or deletes a resource. An exception fails the stack.</param>
    /// <param name="amplify">Maps Amplify's routes.</param>
    /// <param name="tasks">Maps the routes of standalone tasks.</param>
    public static async Task<ResourceServer> StartAsync(
        Func<ResourceEvent, CancellationToken, Task<ResourceAnswer>> provide,
        Action<IEndpointRouteBuilder> amplify,
        Action<IEndpointRouteBuilder> tasks,
        CancellationToken cancel
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var application = builder.Build();
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var server = new ResourceServer(application, address);

        application.MapPost(
            "/resources",
            async (ResourceEvent resource, CancellationToken aborted) =>
            {
                try
                {
                    return Results.Json(await provide(resource, aborted));
                }
                catch (Exception error) when (!aborted.IsCancellationRequested)
                {
                    server.failures[resource.Stack] = $"{resource.LogicalId} ({resource.Type}): {error.Message}";
                    return Results.Text(error.Message, statusCode: StatusCodes.Status500InternalServerError);
                }
            }
        );
        amplify(application);
        tasks(application);
        application.Urls.Add(address.ToString());
        await application.StartAsync(cancel);
        return server;
    }

    /// <summary>Takes the reason why a resource failed the stack's last change, if one did.</summary>
    public string? TakeFailure(string stack) => failures.TryRemove(stack, out var failure) ? failure : null;

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
