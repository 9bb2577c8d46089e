using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests.Changes;

/// <summary>A stage before and after a change of its settings, with the stacks in deployment order.</summary>
public sealed class SettingsChange(SynthesisedApp before, SynthesisedApp after)
{
    private static readonly string[] Order = ["Vpc", "Ecr", "Database", "Cache", "BackendApp", "FrontendApp"];

    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["AWS::CloudWatch::Alarm"] = ["AlarmName"],
        ["AWS::CloudWatch::Dashboard"] = ["DashboardName"],
        ["AWS::ECR::Repository"] = ["RepositoryName"],
        ["AWS::ElasticLoadBalancingV2::Listener"] = ["LoadBalancerArn", "Port"],
        ["AWS::IAM::Role"] = ["RoleName"],
        ["AWS::SSM::Association"] = ["AssociationName"],
        ["AWS::SSM::Parameter"] = ["Name"],
    };

    /// <summary>The changes of infra/changes/changes.json: settings of an environment with their new values.</summary>
    public static IReadOnlyList<JsonObject> All { get; } =
    [
        .. JsonNode
            .Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "changes", "changes.json")))!
            .AsArray()
            .Select(change => change!.AsObject()),
    ];

    private readonly (string Stack, JsonObject Before, JsonObject After)[] stacks =
    [
        .. Order.Select(stack => (stack, Template(before, stack), Template(after, stack))),
    ];

    /// <summary>Finds exports that a stack removes or changes while a later stack imports them. CloudFormation rejects that.</summary>
    public IEnumerable<string> BlockedExports() =>
        from changed in stacks
        from export in Exports(changed.Before)
        let kept = Exports(changed.After).TryGetValue(export.Key, out var value) && value == export.Value
        where !kept
        from later in stacks.Skip(Array.IndexOf(Order, changed.Stack) + 1)
        where later.Before.ToJsonString().Contains($"{{\"Fn::ImportValue\":\"{export.Key}\"}}", StringComparison.Ordinal)
        select $"{changed.Stack} removes or changes {export.Key}, which {later.Stack} imports";

    /// <summary>Finds names and ports that move to another resource. CloudFormation creates that before it deletes the old one.</summary>
    public IEnumerable<string> ReusedNames() =>
        from stack in stacks
        from resource in Resources(stack.Before)
        let name = Name(resource.Value)
        where name is not null
        from other in Resources(stack.After)
        where other.Key != resource.Key && Name(other.Value) == name
        select $"{stack.Stack}: {other.Key} takes {name} from {resource.Key}";

    /// <summary>Gets the resources in both templates whose property differs.</summary>
    public IEnumerable<string> Changed(string stack, string type, string property)
    {
        var (_, before, after) = stacks.Single(pair => pair.Stack == stack);
        var resourcesAfter = Resources(after);
        return from resource in Resources(before)
            where (string?)resource.Value["Type"] == type && resourcesAfter.ContainsKey(resource.Key)
            where
                resource.Value["Properties"]![property]?.ToJsonString()
                != resourcesAfter[resource.Key]["Properties"]![property]?.ToJsonString()
            select resource.Key;
    }

    /// <summary>Gets the logical IDs of a type that are removed and added.</summary>
    public (string[] Removed, string[] Added) Replaced(string stack, string type)
    {
        var (_, before, after) = stacks.Single(pair => pair.Stack == stack);
        string[] idsBefore = [.. Ids(before)],
            idsAfter = [.. Ids(after)];
        return ([.. idsBefore.Except(idsAfter)], [.. idsAfter.Except(idsBefore)]);

        IEnumerable<string> Ids(JsonObject template) =>
            Resources(template).Where(resource => (string?)resource.Value["Type"] == type).Select(resource => resource.Key);
    }

    private static JsonObject Template(SynthesisedApp app, string stack) =>
        Tests.Template.FromStack((Stack)app.Stage("Dev").Node.FindChild(stack)).Json();

    private static Dictionary<string, JsonObject> Resources(JsonObject template) =>
        template["Resources"]!.AsObject().ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject());

    private static Dictionary<string, string> Exports(JsonObject template) =>
        (template["Outputs"]?.AsObject() ?? [])
            .Where(output => output.Value!["Export"] is not null)
            .ToDictionary(output => (string)output.Value!["Export"]!["Name"]!, output => output.Value!["Value"]!.ToJsonString());

    private static string? Name(JsonObject resource) =>
        Names.TryGetValue((string)resource["Type"]!, out var properties)
        && properties.All(property => resource["Properties"]?[property] is not null)
            ? string.Join(" ", properties.Select(property => $"{property} {resource["Properties"]![property]!.ToJsonString()}"))
            : null;
}
