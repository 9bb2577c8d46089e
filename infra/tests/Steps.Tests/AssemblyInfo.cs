using System.Runtime.Versioning;
using Steps.Tests;
using Xunit.Sdk;
using Xunit.v3;

[assembly: SupportedOSPlatform("linux")]
[assembly: SupportedOSPlatform("macos")]
// Scripts mostly wait for the AWS CLI and the emulator: two classes use two cores well.
[assembly: Parallelization(Mode = ParallelMode.Collections, MaxThreads = 2)]
// An emulator takes seconds to start, so most classes share one account.
[assembly: AssemblyFixture(typeof(StepScripts))]
