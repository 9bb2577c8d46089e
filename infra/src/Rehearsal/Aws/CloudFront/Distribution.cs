using Microsoft.AspNetCore.Http;
using Rehearsal.Network;
using Rehearsal.Tls;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Rehearsal.Aws.CloudFront;

/// <summary>A CloudFront distribution's stand-in: answers over TLS, and asks its origin with the headers that only the two of them know.</summary>
internal sealed class Distribution : IAsyncDisposable
{
    private DistributionSettings settings;
    private HttpsProxy? front;

    private Distribution(DistributionSettings settings) => this.settings = settings;

    /// <summary>By a name that every client knows.</summary>
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

    /// <summary>From now on it does as these say. Its origin stays.</summary>
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
            if (!settings.HandsOnHost)
                headers.Host = null;
            foreach (var (name, value) in settings.Headers)
            {
                // A caller that sends the header itself gains nothing.
                headers.Remove(name);
                headers.TryAddWithoutValidation(name, value);
            }
            return ValueTask.CompletedTask;
        });
    }
}
