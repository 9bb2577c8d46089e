using System.Text.Json.Nodes;
using Amazon.CDK;
using Cdklabs.CdkNag;
using Constructs;

namespace Expenses.Tests;

/// <param name="Rule">The ID that an acknowledgement uses.</param>
public sealed record Finding(string Rule, string Path, string Text)
{
    public bool IsBelow(string path) => path.Length == 0 || $"{Path}/".StartsWith($"{path}/", StringComparison.Ordinal);

    public override string ToString() => $"{Rule} on {Path}: {Text}";
}

public sealed record Acknowledgement(string Rule, string Path, string Reason)
{
    public bool Covers(Finding finding) => finding.Rule == Rule && finding.IsBelow(Path);

    public override string ToString() => $"{Rule} on {(Path.Length == 0 ? "the whole app" : Path)}: \"{Reason}\"";
}

/// <summary>cdk-nag's findings (AWS Solutions) in all stacks, and their acknowledgements. Computed once, which takes a second.</summary>
public sealed class Compliance(SynthesisedApp app)
{
    private const string Pack = "AwsSolutions";

    /// <summary>Findings without an acknowledgement.</summary>
    public IReadOnlyList<Finding> Open { get; } = [.. Findings(new AwsSolutionsChecks(), app)];

    /// <summary>All findings, acknowledged or not.</summary>
    public IReadOnlyList<Finding> All { get; } = [.. Findings(new UnsuppressedChecks(), app)];

    public IReadOnlyList<Acknowledgement> Acknowledgements { get; } = [.. InStacks(app), .. AboveStacks(app)];

    /// <summary>Reads the synthesised metadata. Reading each construct would take thousands of jsii calls.</summary>
    private static IEnumerable<Acknowledgement> InStacks(SynthesisedApp app) =>
        from file in Directory.EnumerateFiles(app.Assembly, "*.metadata.json", SearchOption.AllDirectories)
        from construct in JsonNode.Parse(File.ReadAllText(file))!.AsObject()
        from entry in construct.Value!.AsArray()
        where (string?)entry!["type"] == Validations.ACKNOWLEDGED_RULES_METADATA_KEY
        from rule in entry["data"]!.AsObject()
        from acknowledgement in Of(rule.Key, construct.Key[1..], (string)rule.Value!)
        select acknowledgement;

    /// <summary>Reads the app and its stages, because the synthesised metadata covers only stacks.</summary>
    private static IEnumerable<Acknowledgement> AboveStacks(SynthesisedApp app) =>
        from construct in (IConstruct[])[app.Pipeline.Node.Root, app.Stage("Dev"), app.Stage("Prod")]
        from entry in construct.Node.Metadata
        where entry.Type == Validations.ACKNOWLEDGED_RULES_METADATA_KEY
        from rule in (IDictionary<string, object>)entry.Data
        from acknowledgement in Of(rule.Key, construct.Node.Path, (string)rule.Value)
        select acknowledgement;

    private static IEnumerable<Acknowledgement> Of(string rule, string path, string reason)
    {
        // The rule has a prefix with its source, which is "Annotation" for plugins.
        var name = rule.Split("::", 2)[^1];
        return name.StartsWith($"{Pack}-", StringComparison.Ordinal) ? [new(name, path, reason)] : [];
    }

    private static IEnumerable<Finding> Findings(AwsSolutionsChecks checks, SynthesisedApp app) =>
        from violation in checks.ValidateScope(app.Pipeline.Node.Root).Violations
        let rule = violation.RuleName.Replace(UnsuppressedChecks.Pack, Pack, StringComparison.Ordinal)
        let text = violation.Description
        from resource in violation.ViolatingResources
        select new Finding(rule, resource.ConstructPath!, text);

    /// <summary>The same rules under another pack name, which no acknowledgement matches.</summary>
    private sealed class UnsuppressedChecks : AwsSolutionsChecks
    {
        public const string Pack = "Unsuppressed";

        public UnsuppressedChecks() => PackName = Pack;
    }
}
