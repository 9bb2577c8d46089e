using System.Runtime.Versioning;
using Steps.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]
[assembly: SupportedOSPlatform("macos")]
// Scripts mostly wait for the aws command line and the emulator: two classes fill two cores.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
// Starting an emulator takes seconds: one account serves every class, but those that say that they need one of their own.
[assembly: AssemblyFixture(typeof(StepScripts))]
