using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SSM;
using Constructs;

namespace Expenses.Application;

/// <summary>
/// Takes every rule from the network's default security group, which nothing here uses: what is put into it by mistake reaches nothing.
/// CloudFormation can't do it; Systems Manager has a runbook of AWS's for it, and runs it anew every month.
/// </summary>
internal sealed class ClosedDefaultGroup : Construct
{
    private const string Document = "AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules";

    public ClosedDefaultGroup(Construct scope, string id, Vpc vpc)
        : base(scope, id)
    {
        var stack = Stack.Of(this);
        var role = new Role(
            this,
            "Role",
            new RoleProps
            {
                AssumedBy = new ServicePrincipal("ssm.amazonaws.com").WithConditions(
                    new Dictionary<string, object>
                    {
                        ["StringEquals"] = new Dictionary<string, string> { ["aws:SourceAccount"] = stack.Account },
                    }
                ),
                Description = "Closes the default security group of the expenses network",
            }
        );
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Actions = ["ec2:RevokeSecurityGroupIngress", "ec2:RevokeSecurityGroupEgress"],
                    Resources =
                    [
                        stack.FormatArn(
                            new ArnComponents
                            {
                                Service = "ec2",
                                Resource = "security-group",
                                ResourceName = vpc.VpcDefaultSecurityGroup,
                            }
                        ),
                    ],
                }
            )
        );
        role.AddToPolicy(new PolicyStatement(new PolicyStatementProps { Actions = ["ec2:DescribeSecurityGroups"], Resources = ["*"] }));
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Actions = ["ssm:StartAutomationExecution"],
                    Resources =
                    [
                        stack.FormatArn(
                            new ArnComponents
                            {
                                Service = "ssm",
                                Account = "",
                                Resource = "automation-definition",
                                ResourceName = $"{Document}:*",
                            }
                        ),
                    ],
                }
            )
        );
        role.AddToPolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Actions = ["ssm:GetAutomationExecution"],
                    Resources =
                    [
                        stack.FormatArn(
                            new ArnComponents
                            {
                                Service = "ssm",
                                Resource = "automation-execution",
                                ResourceName = "*",
                            }
                        ),
                    ],
                }
            )
        );

        var (region, account) = this.PlaceInFindings();
        role.AcknowledgePermission(
            "Resource::*",
            "Looking at a security group knows no resource. What changes one is held to the group itself."
        );
        role.AcknowledgePermission(
            $"Resource::arn:<AWS::Partition>:ssm:{region}::automation-definition/{Document}:*",
            "Every version of one runbook of AWS's, which numbers them as it mends it."
        );
        role.AcknowledgePermission(
            $"Resource::arn:<AWS::Partition>:ssm:{region}:{account}:automation-execution/*",
            "The runbook looks at its own execution, whose ID nobody knows before."
        );

        var association = new CfnAssociation(
            this,
            "Association",
            new CfnAssociationProps
            {
                Name = Document,
                AssociationName = $"{stack.StackName}-ClosedDefaultGroup",
                AutomationTargetParameterName = "GroupId",
                Targets = new[]
                {
                    new CfnAssociation.TargetProperty { Key = "ParameterValues", Values = [vpc.VpcDefaultSecurityGroup] },
                },
                Parameters = new Dictionary<string, object> { ["AutomationAssumeRole"] = new[] { role.RoleArn } },
                ScheduleExpression = "rate(30 days)",
                MaxConcurrency = "1",
                MaxErrors = "1",
            }
        );
        // The runbook runs at once: the role has to be allowed everything by then.
        association.Node.AddDependency(role);
    }
}
