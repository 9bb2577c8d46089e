using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Rehearsal.Hosting;

/// <summary>What stands before a site in AWS, ends TLS and passes requests on.</summary>
internal sealed class HttpsFront : IAsyncDisposable
{
    private readonly WebApplication application;

    private HttpsFront(WebApplication application) => this.application = application;

    public static async Task<HttpsFront> StartAsync(int port, X509Certificate2 certificate, Uri behind, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate)));
        var front = new HttpsFront(builder.Build());
        front.application.MapForwarder("/{**path}", behind.ToString());
        await front.application.StartAsync(cancel);
        return front;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
