using Constructs;

namespace Expenses.Tests;

/// <summary>
/// Fix a finding, or suppress it beside the resource with `construct.Acknowledge("AwsSolutions-EC23", "reason")`. Use the rule as the test
/// prints it. IAM4 and IAM5 include the detail, such as "AwsSolutions-IAM5[Action::s3:List*]". A suppression applies to the construct and
/// everything below it.
/// </summary>
public sealed class ComplianceTests(SynthesisedApp app, Compliance compliance, ITestOutputHelper output) : IClassFixture<Compliance>
{
    public static MatrixTheoryData<string, string> Stacks =>
        new(["Dev", "Prod"], ["Vpc", "Database", "Cache", "Ecr", "BackendApp", "FrontendApp"]);

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Every_finding_about_a_stack_is_fixed_or_suppressed(string stage, string stack) =>
        AssertNoOpenFindings(app.Stage(stage).Node.FindChild(stack));

    [Fact]
    public void Every_finding_about_the_pipeline_is_fixed_or_suppressed() =>
        AssertNoOpenFindings(app.Pipeline, except: [app.Stage("Dev"), app.Stage("Prod")]);

    [Fact]
    public void Every_finding_about_the_bootstrap_access_is_fixed_or_suppressed() => AssertNoOpenFindings(app.Access);

    [Fact]
    public void No_suppression_is_unused() =>
        AssertNone(compliance.Acknowledgements.Where(acknowledgement => !compliance.All.Any(acknowledgement.Covers)));

    [Fact]
    public void Every_suppression_has_a_reason() =>
        AssertNone(compliance.Acknowledgements.Where(acknowledgement => acknowledgement.Reason.Length < 20));

    [Fact]
    public void No_suppression_covers_more_than_one_stack()
    {
        string[] shared =
        [
            .. ((IConstruct[])[app.Pipeline.Node.Root, app.Pipeline, app.Stage("Dev"), app.Stage("Prod")]).Select(construct =>
                construct.Node.Path
            ),
        ];
        AssertNone(compliance.Acknowledgements.Where(acknowledgement => shared.Contains(acknowledgement.Path)));
    }

    private void AssertNoOpenFindings(IConstruct construct, params IConstruct[] except)
    {
        var path = construct.Node.Path;
        string[] others = [.. except.Select(other => other.Node.Path)];
        bool IsIncluded(Finding finding) => finding.IsBelow(path) && !others.Any(finding.IsBelow);

        var (all, open) = (compliance.All.Count(IsIncluded), compliance.Open.Where(IsIncluded).ToArray());
        output.WriteLine($"AwsSolutions: {all - open.Length} findings acknowledged, {open.Length} open");
        AssertNone(open);
    }

    private static void AssertNone<T>(IEnumerable<T> items) => Assert.True(!items.Any(), string.Join(Environment.NewLine, items));
}
