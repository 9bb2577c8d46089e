using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace Expenses.Access;

/// <summary>The service-linked roles that infra/steps/bootstrap.sh creates, by service.</summary>
internal static class ServiceLinkedRoles
{
    private static readonly IReadOnlyDictionary<string, string> ByService = new Dictionary<string, string>
    {
        ["ecs.amazonaws.com"] = "AWSServiceRoleForECS",
        ["rds.amazonaws.com"] = "AWSServiceRoleForRDS",
        ["elasticache.amazonaws.com"] = "AWSServiceRoleForElastiCache",
        ["elasticloadbalancing.amazonaws.com"] = "AWSServiceRoleForElasticLoadBalancing",
        ["ecs.application-autoscaling.amazonaws.com"] = "AWSServiceRoleForApplicationAutoScaling_ECSService",
    };

    extension(Role role)
    {
        public void GrantServiceLinkedRoles() =>
            role.Allow(
                ["iam:CreateServiceLinkedRole"],
                [
                    .. ByService.Select(pair =>
                        Stack
                            .Of(role)
                            .FormatArn(
                                new ArnComponents
                                {
                                    Service = "iam",
                                    Region = "",
                                    Resource = "role",
                                    ResourceName = $"aws-service-role/{pair.Key}/{pair.Value}",
                                }
                            )
                    ),
                ],
                new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["iam:AWSServiceName"] = ByService.Keys.ToArray() },
                }
            );
    }
}
