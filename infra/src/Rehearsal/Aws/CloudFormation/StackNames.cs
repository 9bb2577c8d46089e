namespace Rehearsal.Aws.CloudFormation;

/// <summary>The names of the app's stacks: APP-ENVIRONMENT-STACK.</summary>
internal static class StackNames
{
    public static bool IsOf(string stack, string environment) => stack.Contains($"-{environment}-", StringComparison.Ordinal);
}
