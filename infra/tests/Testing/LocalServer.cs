using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Testing;

internal static class LocalServer
{
    /// <summary>Creates a server on a free local port, without logging. Tests add the routes.</summary>
    public static WebApplication Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // The server chooses a free port itself: another program could take a port that is chosen earlier.
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    extension(WebApplication server)
    {
        /// <summary>The address of a started server, without a trailing slash.</summary>
        public string Address => server.Urls.Single();
    }
}
