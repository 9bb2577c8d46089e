using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Rehearsal.Aws.Amplify;

/// <summary>Serves a site at its address by the routes of the live release.</summary>
internal sealed class SiteRouter : IAsyncDisposable
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

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

    private SiteRouter(WebApplication application, SiteRelease release) => (this.application, Release) = (application, release);

    /// <summary>The live release.</summary>
    public SiteRelease Release { get; set; }

    public static async Task<SiteRouter> StartAsync(int port, SiteRelease release, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var router = new SiteRouter(builder.Build(), release);
        router.application.Run(router.AnswerAsync);
        await router.application.StartAsync(cancel);
        return router;
    }

    public async ValueTask DisposeAsync()
    {
        await application.DisposeAsync();
        client.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        // As CloudFront does in front of Amplify's servers, whatever the browser sent.
        context.Request.Headers["CloudFront-Viewer-Address"] = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
        var release = Release;
        var route = release.Manifest.RouteOf(context.Request.Path);
        if (await AnswersAsync(context, release, route.Target, mayBeNotFound: route.Fallback is null))
            return;
        context.Response.Clear();
        await AnswersAsync(context, release, route.Fallback!, mayBeNotFound: true);
    }

    /// <returns>Whether it has answered; 404 counts only where it is allowed.</returns>
    private async Task<bool> AnswersAsync(HttpContext context, SiteRelease release, DeployManifest.Target target, bool mayBeNotFound)
    {
        switch (target.Kind)
        {
            case DeployManifest.Kind.Compute:
                var transformer = mayBeNotFound ? HttpTransformer.Empty : new UnlessNotFound();
                var forwarder = application.Services.GetRequiredService<IHttpForwarder>();
                await forwarder.SendAsync(context, release.Compute, client, ForwarderRequestConfig.Empty, transformer);
                return transformer is not UnlessNotFound { IsNotFound: true };
            case DeployManifest.Kind.Static when FileOf(context.Request, Path.Combine(release.Bundle, "static")) is { } file:
                if (target.CacheControl is { } cacheControl)
                    context.Response.Headers.CacheControl = cacheControl;
                var type = ContentTypes.TryGetContentType(file, out var known) ? known : "application/octet-stream";
                await Results.File(file, type, enableRangeProcessing: true).ExecuteAsync(context);
                return true;
            case DeployManifest.Kind.Static:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return mayBeNotFound;
            default:
                context.Response.StatusCode = StatusCodes.Status501NotImplemented;
                await context.Response.WriteAsync("The rehearsal does not optimize images: on AWS, Amplify answers this request.");
                return true;
        }
    }

    private static string? FileOf(HttpRequest request, string folder)
    {
        var file = Path.GetFullPath(Path.Join(folder, request.Path));
        var mayRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        return mayRead && file.StartsWith($"{folder}/", StringComparison.Ordinal) && File.Exists(file) ? file : null;
    }

    /// <summary>Leaves a 404 to the fallback.</summary>
    private sealed class UnlessNotFound : HttpTransformer
    {
        public bool IsNotFound { get; private set; }

        public override async ValueTask<bool> TransformResponseAsync(
            HttpContext httpContext,
            HttpResponseMessage? proxyResponse,
            CancellationToken cancellationToken
        )
        {
            IsNotFound = proxyResponse?.StatusCode == HttpStatusCode.NotFound;
            return !IsNotFound && await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        }
    }
}
