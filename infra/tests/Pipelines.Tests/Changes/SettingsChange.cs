using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests.Changes;

/// <summary>A stage before and after a change of its settings, stack by stack in the order of their deployment.</summary>
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

    private readonly (string Stack, JsonObject Before, JsonObject After)[] stacks =
    [
        .. Order.Select(stack => (stack, Template(before, stack), Template(after, stack))),
    ];

    /// <summary>Exports that a stack drops or changes while a later one, not yet updated, imports them: CloudFormation refuses that.</summary>
    public IEnumerable<string> BlockedExports() =>
        from changed in stacks
        from export in Exports(changed.Before)
        let kept = Exports(changed.After).TryGetValue(export.Key, out var value) && value == export.Value
        where !kept
        from later in stacks.Skip(Array.IndexOf(Order, changed.Stack) + 1)
        where later.Before.ToJsonString().Contains($"{{\"Fn::ImportValue\":\"{export.Key}\"}}", StringComparison.Ordinal)
        select $"{changed.Stack} gives up {export.Key}, which {later.Stack} imports";

    /// <summary>Names and ports that pass to another resource: CloudFormation makes the new one before it deletes the one that has it.</summary>
    public IEnumerable<string> TakenNames() =>
        from stack in stacks
        from resource in Resources(stack.Before)
        let name = Name(resource.Value)
        where name is not null
        from other in Resources(stack.After)
        where other.Key != resource.Key && Name(other.Value) == name
        select $"{stack.Stack}: {other.Key} wants {name} of {resource.Key}";

    /// <summary>Resources of both sides whose property differs.</summary>
    public IEnumerable<string> Changed(string stack, string type, string property)
    {
        var (_, former, latter) = stacks.Single(pair => pair.Stack == stack);
        var now = Resources(latter);
        return from resource in Resources(former)
            where (string?)resource.Value["Type"] == type && now.TryGetValue(resource.Key, out _)
            where resource.Value["Properties"]![property]?.ToJsonString() != now[resource.Key]["Properties"]![property]?.ToJsonString()
            select resource.Key;
    }

    /// <summary>The logical IDs of a type that go and that come.</summary>
    public (string[] Gone, string[] Come) Exchanged(string stack, string type)
    {
        var (_, former, latter) = stacks.Single(pair => pair.Stack == stack);
        string[] ids = [.. Of(former)],
            now = [.. Of(latter)];
        return ([.. ids.Except(now)], [.. now.Except(ids)]);

        IEnumerable<string> Of(JsonObject template) =>
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
