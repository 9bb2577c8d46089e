using System.Runtime.CompilerServices;

namespace Expenses.Tests;

internal static class JsiiRuntime
{
    /// <summary>
    /// One thread of Node's is enough to optimise the CDK's validator of templates: four, as by default, take longer on two cores, and twice the processor's time.
    /// </summary>
    [ModuleInitializer]
    internal static void Configure() => Environment.SetEnvironmentVariable("NODE_OPTIONS", $"{Environment.GetEnvironmentVariable("NODE_OPTIONS")} --v8-pool-size=1".Trim());
}
