using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Expenses.Settings;

namespace Expenses.Access;

/// <summary>The permissions of infra/steps/preflight.sh. It reads the two GitHub tokens to test them, and no other secret.</summary>
internal static class PreflightPermissions
{
    extension(Role role)
    {
        public void GrantPreflight(DeliverySettings settings, string[] regions)
        {
            var stack = Stack.Of(role);

            // The service was renamed. Older connections have the former name in their ARN, and IAM actions must match it.
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
                            // Secrets Manager appends six random characters.
                            ResourceName = $"{token}-??????",
                            ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
                        }
                    ),
                ]
            );

            string[] vpcStacks =
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
            role.Allow(["cloudformation:DescribeStacks"], vpcStacks);
            role.AcknowledgeWildcards(
                vpcStacks,
                "Finds networks that exist already and need no more quota: CloudFormation generates the ID at the end of the ARN."
            );

            string[] identities =
            [
                .. from sender in settings.Environments.Select(environment => environment.Backend.MailSender).OfType<string>()
                from region in regions
                from identity in (string[])[sender, sender.Split('@')[1]]
                select stack.FormatArn(
                    new ArnComponents
                    {
                        Service = "ses",
                        Region = region,
                        Resource = "identity",
                        ResourceName = identity,
                    }
                ),
            ];
            if (identities.Length > 0)
                role.Allow(["ses:GetEmailIdentity"], [.. identities.Distinct()]);

            role.Allow(
                [
                    "ec2:DescribeAddresses",
                    "ec2:DescribeAvailabilityZones",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeVpcs",
                    "freetier:GetAccountPlanState",
                    "servicequotas:GetServiceQuota",
                ],
                ["*"]
            );
            role.AcknowledgeWildcards(
                ["*"],
                "Reads zones, the account's plan, and the usage and quotas of addresses and networks. These actions have no resource-level "
                    + "permissions."
            );
        }
    }
}
