using System.Runtime.Versioning;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]
[assembly: SupportedOSPlatform("macos")]
// With two cores, emulators, databases and browsers in parallel would time out.
[assembly: Parallelization(Mode = ParallelMode.None)]
