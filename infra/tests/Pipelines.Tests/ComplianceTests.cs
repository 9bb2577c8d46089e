using Constructs;

namespace Expenses.Tests;

/// <summary>
/// To answer a finding: mend it, or say why not beside the resource, `construct.Acknowledge("AwsSolutions-EC23", "why")`, with the rule
/// as it is listed here. Of IAM4 and IAM5 that is each by itself: "AwsSolutions-IAM5[Action::s3:List*]". It holds for all below the construct.
/// </summary>
public sealed class ComplianceTests(SynthesisedApp app, Compliance compliance, ITestOutputHelper output) : IClassFixture<Compliance>
{
    public static MatrixTheoryData<string, string> Stacks =>
        new(["Dev", "Prod"], ["Vpc", "Database", "Cache", "Ecr", "BackendApp", "FrontendApp"]);

    [Theory]
    [MemberData(nameof(Stacks))]
    public void Every_finding_about_a_stack_is_mended_or_acknowledged(string stage, string stack) =>
        AllAnswered(app.Stage(stage).Node.FindChild(stack));

    [Fact]
    public void Every_finding_about_the_pipeline_is_mended_or_acknowledged() =>
        AllAnswered(app.Pipeline, apartFrom: [app.Stage("Dev"), app.Stage("Prod")]);

    [Fact]
    public void Every_finding_about_the_access_of_the_bootstrap_is_mended_or_acknowledged() => AllAnswered(app.Access);

    [Fact]
    public void No_acknowledgement_outlives_its_finding() =>
        None(compliance.Acknowledgements.Where(acknowledgement => !compliance.All.Any(acknowledgement.Answers)));

    [Fact]
    public void Every_acknowledgement_says_why() =>
        None(compliance.Acknowledgements.Where(acknowledgement => acknowledgement.Reason.Length < 20));

    [Fact]
    public void No_acknowledgement_speaks_for_more_than_one_stack()
    {
        string[] shared =
        [
            .. ((IConstruct[])[app.Pipeline.Node.Root, app.Pipeline, app.Stage("Dev"), app.Stage("Prod")]).Select(construct =>
                construct.Node.Path
            ),
        ];
        None(compliance.Acknowledgements.Where(acknowledgement => shared.Contains(acknowledgement.Path)));
    }

    private void AllAnswered(IConstruct about, params IConstruct[] apartFrom)
    {
        var path = about.Node.Path;
        string[] others = [.. apartFrom.Select(construct => construct.Node.Path)];
        bool IsMeant(Finding finding) => finding.IsBelow(path) && !others.Any(finding.IsBelow);

        var (all, open) = (compliance.All.Count(IsMeant), compliance.Open.Where(IsMeant).ToArray());
        output.WriteLine($"AwsSolutions: {all - open.Length} findings acknowledged, {open.Length} open");
        None(open);
    }

    private static void None<T>(IEnumerable<T> wrong) => Assert.True(!wrong.Any(), string.Join(Environment.NewLine, wrong));
}
