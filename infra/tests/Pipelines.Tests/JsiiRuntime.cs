using System.Runtime.CompilerServices;

namespace Expenses.Tests;

internal static class JsiiRuntime
{
    /// <summary>
    /// Limits V8 to one thread for compiling the CDK's template validator.
    /// The default of four is slower on two cores and uses more CPU time.
    /// </summary>
    [ModuleInitializer]
    internal static void Configure()
    {
        var options = Environment.GetEnvironmentVariable("NODE_OPTIONS");
        Environment.SetEnvironmentVariable("NODE_OPTIONS", $"{options} --v8-pool-size=1".Trim());
    }
}
