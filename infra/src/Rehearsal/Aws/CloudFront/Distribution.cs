using Microsoft.AspNetCore.Http;
using Rehearsal.Network;
using Rehearsal.Tls;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Rehearsal.Aws.CloudFront;

/// <summary>A stand-in for a CloudFront distribution: answers over TLS and sends its origin the secret headers.</summary>
internal sealed class Distribution : IAsyncDisposable
{
    private DistributionSettings settings;
    private HttpsProxy? front;

    private Distribution(DistributionSettings settings) => this.settings = settings;

    /// <summary>Uses localhost, a name that every client can resolve.</summary>
    public Uri Address { get; } = new($"https://localhost:{Ports.Free()}");

    public static async Task<Distribution> StartAsync(
        DistributionSettings settings,
        CertificateAuthority authority,
        CancellationToken cancel
    )
    {
        var distribution = new Distribution(settings);
        distribution.front = await HttpsProxy.StartAsync(
            distribution.Address.Port,
            authority.Issue(),
            settings.Origin,
            distribution.Transform,
            cancel
        );
        return distribution;
    }

    /// <summary>Applies changed settings. The origin stays the same.</summary>
    public void Configure(DistributionSettings changed) => settings = changed;

    public ValueTask DisposeAsync() => front?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Transform(TransformBuilderContext context)
    {
        context.UseDefaultForwarders = false;
        context.AddOriginalHost();
        context.AddXForwardedFor(action: ForwardedTransformActions.Append);
        context.AddRequestTransform(request =>
        {
            var (viewer, headers) = (request.HttpContext.Request, request.ProxyRequest.Headers);
            if (!settings.Methods.Contains(viewer.Method))
                request.HttpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
            if (!settings.ForwardsHost)
                headers.Host = null;
            foreach (var (name, value) in settings.Headers)
            {
                // Remove the header first, so that callers can't set it themselves.
                headers.Remove(name);
                headers.TryAddWithoutValidation(name, value);
            }
            return ValueTask.CompletedTask;
        });
    }
}
