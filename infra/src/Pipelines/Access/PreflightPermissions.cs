using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Expenses.Settings;

namespace Expenses.Access;

/// <summary>What infra/steps/preflight.sh looks at, beside the version of the bootstrap: of all secrets it reads GitHub's two tokens, to try them.</summary>
internal static class PreflightPermissions
{
    extension(Role role)
    {
        public void GrantPreflight(DeliverySettings settings, string[] regions)
        {
            var stack = Stack.Of(role);

            // Connections that are older than the service's name have the former one in their ARN, and in the permissions on them.
            role.Allow([$"{settings.ConnectionArn.Split(':')[2]}:GetConnection"], [settings.ConnectionArn]);

            role.Allow(
                ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                [
                    .. from region in regions
                    from token in (string[])[settings.Github.ReleaseToken, settings.Github.AmplifyToken]
                    select stack.FormatArn(
                        new ArnComponents
                        {
                            Service = "secretsmanager",
                            Region = region,
                            Resource = "secret",
                            // Secrets Manager adds six characters of its own.
                            ResourceName = $"{token}-??????",
                            ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
                        }
                    ),
                ]
            );

            string[] networks =
            [
                .. from region in regions
                from environment in settings.Environments
                select stack.FormatArn(
                    new ArnComponents
                    {
                        Service = "cloudformation",
                        Region = region,
                        Resource = "stack",
                        ResourceName = $"Expenses-{environment.Name}-Vpc/*",
                    }
                ),
            ];
            role.Allow(["cloudformation:DescribeStacks"], networks);
            role.AcknowledgeWildcards(
                networks,
                "The networks that are there already, which need no room any more: CloudFormation makes up the ID at the end."
            );

            role.Allow(
                [
                    "ec2:DescribeAddresses",
                    "ec2:DescribeAvailabilityZones",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeVpcs",
                    "servicequotas:GetServiceQuota",
                ],
                ["*"]
            );
            role.AcknowledgeWildcards(
                ["*"],
                "Zones, and how many addresses and networks there are and may be: these have no resource-level permissions, and only read."
            );
        }
    }
}
