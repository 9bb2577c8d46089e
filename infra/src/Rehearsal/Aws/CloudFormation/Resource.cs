using System.Text.Json.Nodes;

namespace Rehearsal.Aws.CloudFormation;

/// <summary>A resource of a stack that is created, updated or deleted, as the emulator tells it.</summary>
/// <param name="Type">As CloudFormation names it: AWS::RDS::DBCluster.</param>
/// <param name="Action">create, update or delete.</param>
/// <param name="Name">Its physical name.</param>
public sealed record ResourceEvent(string Type, string Action, string Stack, string LogicalId, string Name, JsonObject Properties)
{
    public string? Text(string property) => Properties[property]?.ToString();
}

/// <param name="Id">The physical id, where it is not the name.</param>
/// <param name="Attributes">What Fn::GetAtt finds.</param>
public sealed record ResourceAnswer(string? Id, IReadOnlyDictionary<string, string> Attributes)
{
    public static ResourceAnswer Nothing { get; } = new(null, new Dictionary<string, string>());
}
