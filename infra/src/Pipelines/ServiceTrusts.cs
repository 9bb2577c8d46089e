using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Expenses;

/// <summary>
/// Services of AWS that take roles: on behalf of this account alone. Only those for which AWS documents the condition; from
/// another service it would be refused, which nothing but a deployment tells.
/// </summary>
internal static class ServiceTrusts
{
    private static readonly string[] Documented = ["codebuild", "ecs-tasks", "monitoring.rds", "vpc-flow-logs", "amplify"];

    /// <summary>ECS documents it for the task's role, Amplify for the app's service role.</summary>
    private static readonly string[] Undocumented = ["ExecutionRole", "ComputeRole"];

    extension(IConstruct scope)
    {
        /// <summary>Adds the condition to the roles below, most of which CDK makes.</summary>
        public void HoldServicesToTheAccount()
        {
            foreach (
                var role in scope
                    .Node.FindAll()
                    .OfType<CfnRole>()
                    .Where(role => !Undocumented.Contains(role.Node.Scope!.Node.Id) && IsForAny(role))
            )
            {
                role.AddPropertyOverride(
                    "AssumeRolePolicyDocument.Statement.0.Condition.StringEquals",
                    new Dictionary<string, object> { ["aws:SourceAccount"] = new Dictionary<string, string> { ["Ref"] = "AWS::AccountId" } }
                );
            }
        }
    }

    private static bool IsForAny(CfnRole role)
    {
        var trust = JsonSerializer.Serialize(Stack.Of(role).Resolve(role.AssumeRolePolicyDocument));
        return Documented.Any(service => trust.Contains($"\"{service}.amazonaws.com\"", StringComparison.Ordinal));
    }
}
