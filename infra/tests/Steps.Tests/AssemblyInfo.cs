using System.Runtime.Versioning;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]
[assembly: SupportedOSPlatform("macos")]
// Two cores: emulators, databases and browsers side by side would time out on one another.
[assembly: Parallelization(Mode = ParallelMode.None)]
