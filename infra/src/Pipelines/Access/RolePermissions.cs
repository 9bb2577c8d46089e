using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace Expenses.Access;

internal static class RolePermissions
{
    extension(Role role)
    {
        public void Allow(string[] actions, string[] resources, Dictionary<string, object>? conditions = null) =>
            role.AddToPolicy(
                new PolicyStatement(
                    new PolicyStatementProps
                    {
                        Actions = actions,
                        Resources = resources,
                        Conditions = conditions,
                    }
                )
            );

        /// <summary>Suppresses the findings about resources that end in a wildcard (AwsSolutions-IAM5), with a reason.</summary>
        public void AcknowledgeWildcards(string[] resources, string reason)
        {
            foreach (var resource in resources)
                role.Acknowledge($"AwsSolutions-IAM5[Resource::{NagText(resource)}]", reason);

            // cdk-nag's notation for tokens.
            string NagText(string arn) =>
                arn.Replace(Aws.PARTITION, "<AWS::Partition>", StringComparison.Ordinal)
                    .Replace(Stack.Of(role).Region, "<AWS::Region>", StringComparison.Ordinal)
                    .Replace(Stack.Of(role).Account, "<AWS::AccountId>", StringComparison.Ordinal);
        }
    }
}
