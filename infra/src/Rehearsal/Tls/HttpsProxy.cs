using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Rehearsal.Tls;

/// <summary>A proxy that terminates TLS and forwards requests.</summary>
internal sealed class HttpsProxy : IAsyncDisposable
{
    private const string All = "/{**path}";

    private readonly WebApplication application;

    private HttpsProxy(WebApplication application) => this.application = application;

    /// <param name="transform">Changes each request; null forwards it unchanged.</param>
    public static async Task<HttpsProxy> StartAsync(
        int port,
        X509Certificate2 certificate,
        Uri behind,
        Action<TransformBuilderContext>? transform,
        CancellationToken cancel
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder
            .WebHost.UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate)));
        var front = new HttpsProxy(builder.Build());
        if (transform is null)
            front.application.MapForwarder(All, behind.ToString());
        else
            front.application.MapForwarder(All, behind.ToString(), transform);
        await front.application.StartAsync(cancel);
        return front;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
