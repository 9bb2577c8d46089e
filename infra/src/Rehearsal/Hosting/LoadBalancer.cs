using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Rehearsal.Hosting;

/// <summary>Stands for an Application Load Balancer: spreads requests over a service's tasks, in turn. What is under way when a task leaves is answered by it.</summary>
internal sealed class LoadBalancer : IAsyncDisposable
{
    private const string Service = "service";

    private readonly WebApplication application;
    private readonly InMemoryConfigProvider targets;

    private LoadBalancer(WebApplication application) => (this.application, targets) = (application, application.Services.GetRequiredService<InMemoryConfigProvider>());

    /// <summary>With no target it answers 503, as its model does.</summary>
    public static async Task<LoadBalancer> StartAsync(int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // Its keys are for cookies that pin a client to a task: there are none, and so nothing is left in the user's home.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddReverseProxy().LoadFromMemory([], []);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var balancer = new LoadBalancer(builder.Build());
        balancer.application.MapReverseProxy();
        balancer.Target([]);
        await balancer.application.StartAsync(cancel);
        return balancer;
    }

    /// <summary>From now on requests go to tasks on these ports.</summary>
    public void Target(IEnumerable<int> ports) => targets.Update(
        [new RouteConfig { RouteId = Service, ClusterId = Service, Match = new() { Path = "/{**path}" } }],
        [new ClusterConfig { ClusterId = Service, LoadBalancingPolicy = "RoundRobin", Destinations = ports.ToDictionary(port => $"{port}", port => new DestinationConfig { Address = $"http://127.0.0.1:{port}" }) }]);

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
