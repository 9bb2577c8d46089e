using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Testing;

internal static class LocalServer
{
    /// <summary>A server for a test to say what it answers: it writes no log between the lines of the tests.</summary>
    public static WebApplication Create()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
