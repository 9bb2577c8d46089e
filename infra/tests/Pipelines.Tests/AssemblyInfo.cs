using Expenses.Tests;
using Expenses.Tests.Elsewhere;
using Xunit.Sdk;
using Xunit.v3;

// jsii speaks over one pipe, which parallel collections break.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(SynthesisedApp))]
[assembly: AssemblyFixture(typeof(PlacedApps))]
[assembly: AssemblyFixture(typeof(Variants))]
