using System.Runtime.CompilerServices;

namespace Expenses.Tests;

internal static class JsiiRuntime
{
    /// <summary>
    /// Leaves V8 one thread to optimise the CDK's template validator.
    /// Its default of four takes longer on two cores and costs more CPU time.
    /// </summary>
    [ModuleInitializer]
    internal static void Configure()
    {
        var options = Environment.GetEnvironmentVariable("NODE_OPTIONS");
        Environment.SetEnvironmentVariable("NODE_OPTIONS", $"{options} --v8-pool-size=1".Trim());
    }
}
