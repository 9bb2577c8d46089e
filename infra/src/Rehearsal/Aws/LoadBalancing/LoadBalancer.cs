using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Rehearsal.Aws.CloudWatch;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>
/// A stand-in for an Application Load Balancer: spreads requests over a service's tasks. YARP forwards the requests but does not choose
/// the task: it chooses first and counts later, so a task could be stopped in between.
/// </summary>
internal sealed class LoadBalancer : IAsyncDisposable
{
    private readonly TargetGroup targets = new();
    private readonly WebApplication application;
    private readonly HttpMessageInvoker client = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
        }
    );

    private LoadBalancer(WebApplication application, int port) => (this.application, Port) = (application, port);

    public int Port { get; }

    /// <summary>Where its responses are counted; null until it has its name in AWS.</summary>
    public LoadBalancerMetrics? Metrics { get; set; }

    /// <summary>The listener. By default, all requests go to tasks.</summary>
    public Listener Listener { get; } = new();

    public static async Task<LoadBalancer> StartAsync(int port, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var balancer = new LoadBalancer(builder.Build(), port);
        balancer.application.Run(balancer.ForwardAsync);
        await balancer.application.StartAsync(cancel);
        return balancer;
    }

    /// <summary>Sends new requests to the tasks on these ports.</summary>
    public void Target(IEnumerable<int> ports) => targets.Set(ports);

    /// <summary>Waits for the open requests of a deregistered task.</summary>
    /// <returns>The number of requests still open.</returns>
    public Task<int> DrainAsync(int port, TimeSpan atMost) => targets.DrainAsync(port, atMost);

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        client.Dispose();
    }

    /// <summary>Forwards a request. Answers 503 without a target and 502 if the target does not answer, as AWS does.</summary>
    private async Task ForwardAsync(HttpContext request)
    {
        if (Listener.AnswerTo(request.Request) is { } answer)
        {
            await answer.WriteAsync(request.Response);
            return;
        }
        if (targets.Enter() is not { } port)
        {
            request.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            Metrics?.BalancerAnswered(request.Response.StatusCode);
            return;
        }
        var start = Stopwatch.GetTimestamp();
        try
        {
            var error = await application
                .Services.GetRequiredService<IHttpForwarder>()
                .SendAsync(request, $"http://127.0.0.1:{port}", client, ForwarderRequestConfig.Empty, Transformer);
            if (error is ForwarderError.None)
                Metrics?.TargetAnswered(request.Response.StatusCode, Stopwatch.GetElapsedTime(start));
            else if (!request.RequestAborted.IsCancellationRequested)
                Metrics?.BalancerAnswered(request.Response.StatusCode);
        }
        finally
        {
            targets.Leave(port);
        }
    }

    /// <summary>Passes the host name, the protocol and the caller on to tasks, and keeps the callers that earlier proxies added.</summary>
    private HttpTransformer Transformer =>
        field ??= application
            .Services.GetRequiredService<ITransformBuilder>()
            .Create(context =>
            {
                context.UseDefaultForwarders = false;
                context.AddOriginalHost();
                context.AddXForwardedFor(action: ForwardedTransformActions.Append);
                context.AddXForwardedProto();
            });
}
