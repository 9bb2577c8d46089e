using System.Text.Json.Nodes;

namespace Rehearsal.Aws.CloudFormation;

/// <summary>An event of the emulator: a stack's resource is created, updated or deleted.</summary>
/// <param name="Type">CloudFormation's name of the type, such as AWS::RDS::DBCluster.</param>
/// <param name="Action">create, update or delete.</param>
/// <param name="Name">The physical name.</param>
public sealed record ResourceEvent(string Type, string Action, string Stack, string LogicalId, string Name, JsonObject Properties)
{
    public string? Text(string property) => Properties[property]?.ToString();
}

/// <param name="Id">The physical id, if it differs from the name.</param>
/// <param name="Attributes">The attributes for Fn::GetAtt.</param>
public sealed record ResourceAnswer(string? Id, IReadOnlyDictionary<string, string> Attributes)
{
    public static ResourceAnswer Nothing { get; } = new(null, new Dictionary<string, string>());
}
