using System.Runtime.Versioning;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]
[assembly: SupportedOSPlatform("macos")]
// Scripts mostly wait for the aws command line and the emulator, of which each class has its own: two classes fill two cores.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
