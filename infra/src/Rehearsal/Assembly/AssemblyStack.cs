namespace Rehearsal.Assembly;

/// <summary>A stack in a cloud assembly.</summary>
/// <param name="Id">Its name for the CDK CLI, such as Pipeline/Prod/App.</param>
/// <param name="StackName">Its name in CloudFormation.</param>
/// <param name="TemplateFile">The path of its template.</param>
public sealed record AssemblyStack(string Id, string StackName, string TemplateFile)
{
    /// <summary>Where it is deployed; where the app leaves that open, the account or region of the rehearsal.</summary>
    public required AwsEnvironment Environment { get; init; }

    /// <summary>The qualifier of the bootstrap stack that it needs; null if it needs none.</summary>
    public string? Qualifier { get; init; }
}
