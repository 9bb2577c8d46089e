using System.Text.RegularExpressions;

namespace Rehearsal.Aws.Iam;

/// <summary>What a role's sessions called, and which of its statements that needed.</summary>
public sealed partial class RoleUse(string arn)
{
    private readonly HashSet<string> used = [];
    private readonly List<JudgedCall> calls = [];

    public string Name { get; } = arn.Split('/')[^1];

    /// <summary>Without the random parts of a name that CloudFormation generated: the stack, and the role's ID in the CDK.</summary>
    public string ShortName => GeneratedName.Replace(Name, "$1/$2");

    public IReadOnlyList<JudgedCall> Calls => calls;

    /// <summary>The role's policies at its latest call.</summary>
    public IReadOnlyList<NamedPolicy> Policies { get; set; } = [];

    public IReadOnlyList<JudgedCall> Denied => [.. calls.Where(call => !call.IsAllowed)];

    /// <summary>The statements that allow something that no call needed.</summary>
    public IReadOnlyList<PolicyStatement> Unused => [.. Statements.Where(statement => statement.Allows && !used.Contains(statement.Text))];

    /// <summary>Says which of the role's statements it is.</summary>
    public string PlaceOf(PolicyStatement statement) =>
        Policies.Count == 1 ? $"statement {statement.Number}" : $"{statement.Policy} statement {statement.Number}";

    /// <summary>The number of statements that allow something.</summary>
    public int Allowing => Statements.Count(statement => statement.Allows);

    private IEnumerable<PolicyStatement> Statements => Policies.SelectMany(policy => policy.Statements);

    internal void Add(JudgedCall call)
    {
        calls.Add(call);
        foreach (var one in call.Used)
        {
            used.UnionWith(
                Statements.Where(other => other.Policy == one.Policy && other.Number == one.Statement).Select(other => other.Text)
            );
        }
    }

    [GeneratedRegex("^(.+)-([A-Za-z0-9]+?)[0-9A-F]{8}-[A-Z0-9]{12,13}$")]
    private static partial Regex GeneratedName { get; }
}
