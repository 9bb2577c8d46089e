using Expenses.Tests;
using Expenses.Tests.CrossAccount;
using Xunit.Sdk;
using Xunit.v3;

// jsii uses one pipe, which parallel test collections break.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(SynthesisedApp))]
[assembly: AssemblyFixture(typeof(AppsByLayout))]
[assembly: AssemblyFixture(typeof(Variants))]
