using Amazon.CDK;
using Cdklabs.CdkNag;

namespace Expenses.Tests;

/// <param name="Rule">As an acknowledgement names it.</param>
public sealed record Finding(string Rule, string Path, string Text)
{
    public bool IsBelow(string path) => path.Length == 0 || $"{Path}/".StartsWith($"{path}/", StringComparison.Ordinal);

    public override string ToString() => $"{Rule} on {Path}: {Text}";
}

public sealed record Acknowledgement(string Rule, string Path, string Reason)
{
    public bool Answers(Finding finding) => finding.Rule == Rule && finding.IsBelow(Path);

    public override string ToString() => $"{Rule} on {(Path.Length == 0 ? "the whole app" : Path)}: \"{Reason}\"";
}

/// <summary>What the rules of AWS Solutions (cdk-nag) have found in all stacks, and what has been answered. Computed once: the walk costs a second.</summary>
public sealed class Compliance(SynthesisedApp app)
{
    private const string Pack = "AwsSolutions";

    /// <summary>What nobody has answered.</summary>
    public IReadOnlyList<Finding> Open { get; } = [.. Findings(new AwsSolutionsChecks(), app)];

    /// <summary>What there is to answer, be it answered or not.</summary>
    public IReadOnlyList<Finding> All { get; } = [.. Findings(new UnheededChecks(), app)];

    public IReadOnlyList<Acknowledgement> Acknowledgements { get; } =
    [
        .. from construct in app.Pipeline.Node.Root.Node.FindAll()
           from entry in construct.Node.Metadata
           where entry.Type == Validations.ACKNOWLEDGED_RULES_METADATA_KEY
           from rule in (IDictionary<string, object>)entry.Data
           // Before the rule stands whose it is: all that a plugin brings count as "Annotation".
           let name = rule.Key.Split("::", 2)[^1]
           where name.StartsWith($"{Pack}-", StringComparison.Ordinal)
           select new Acknowledgement(name, construct.Node.Path, (string)rule.Value),
    ];

    private static IEnumerable<Finding> Findings(AwsSolutionsChecks checks, SynthesisedApp app) =>
        from violation in checks.ValidateScope(app.Pipeline.Node.Root).Violations
        from resource in violation.ViolatingResources
        select new Finding(violation.RuleName.Replace(UnheededChecks.Pack, Pack, StringComparison.Ordinal), resource.ConstructPath!, violation.Description);

    /// <summary>The same rules under a name that no acknowledgement knows: so they find all.</summary>
    private sealed class UnheededChecks : AwsSolutionsChecks
    {
        public const string Pack = "Unheeded";

        public UnheededChecks() => PackName = Pack;
    }
}
