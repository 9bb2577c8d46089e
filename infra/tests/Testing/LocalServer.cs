using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Testing;

internal static class LocalServer
{
    /// <summary>Creates a server on a free port of this machine, without logging. A test adds the routes.</summary>
    public static WebApplication Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // The server itself takes a free port: one that is chosen before it starts may be taken until then.
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    extension(WebApplication server)
    {
        /// <summary>The address of a started server, without a slash at the end.</summary>
        public string Address => server.Urls.Single();
    }
}
