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
                role.AcknowledgePermission($"Resource::{resource}", reason);
        }
    }
}
