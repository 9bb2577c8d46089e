using System.Text.Json;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Expenses;

/// <summary>
/// Prevents the confused deputy problem: AWS services may assume roles only on behalf of this account. Only for services whose
/// documentation has the condition aws:SourceAccount. Other services might not send it, and would then fail at deployment.
/// </summary>
internal static class ServiceTrusts
{
    private static readonly string[] Services = ["codebuild", "ecs-tasks", "monitoring.rds", "vpc-flow-logs", "amplify"];

    /// <summary>Roles without the condition: ECS documents it only for the task role, Amplify only for the service role.</summary>
    private static readonly string[] ExemptRoles = ["ExecutionRole", "ComputeRole"];

    extension(IConstruct scope)
    {
        /// <summary>Adds the condition to all roles below, most of which CDK creates.</summary>
        public void RestrictServiceTrusts()
        {
            foreach (
                var role in scope
                    .Node.FindAll()
                    .OfType<CfnRole>()
                    .Where(role => !ExemptRoles.Contains(role.Node.Scope!.Node.Id) && TrustsService(role))
            )
            {
                role.AddPropertyOverride(
                    "AssumeRolePolicyDocument.Statement.0.Condition.StringEquals",
                    new Dictionary<string, object> { ["aws:SourceAccount"] = new Dictionary<string, string> { ["Ref"] = "AWS::AccountId" } }
                );
            }
        }
    }

    private static bool TrustsService(CfnRole role)
    {
        var trust = JsonSerializer.Serialize(Stack.Of(role).Resolve(role.AssumeRolePolicyDocument));
        return Services.Any(service => trust.Contains($"\"{service}.amazonaws.com\"", StringComparison.Ordinal));
    }
}
