using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Rehearsal.Network;

namespace Rehearsal.Aws.CloudFormation;

/// <summary>Where the emulator asks for what really runs, and the APIs of Amplify and of tasks answer: on loopback, in this process.</summary>
internal sealed class ResourceServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentDictionary<string, string> failures = new();

    private ResourceServer(WebApplication application, Uri address) => (this.application, Address) = (application, address);

    public Uri Address { get; }

    /// <param name="provide">Makes a resource what it should be; what it throws fails the stack.</param>
    /// <param name="amplify">Maps Amplify's routes.</param>
    /// <param name="tasks">Maps those of tasks that run by themselves.</param>
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

    /// <summary>Why the last change of a stack failed, if a resource of it did.</summary>
    public string? TakeFailure(string stack) => failures.TryRemove(stack, out var failure) ? failure : null;

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
