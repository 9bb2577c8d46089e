using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SSM;
using Constructs;

namespace Expenses.Application;

/// <summary>
/// Removes all rules from the VPC's default security group, so that a resource in it by mistake has no network access.
/// CloudFormation can't do that, but an AWS runbook in Systems Manager can. It runs every 30 days.
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
        var documents = stack.FormatArn(
            new ArnComponents
            {
                Service = "ssm",
                Account = "",
                Resource = "automation-definition",
                ResourceName = $"{Document}:*",
            }
        );
        var executions = stack.FormatArn(
            new ArnComponents
            {
                Service = "ssm",
                Resource = "automation-execution",
                ResourceName = "*",
            }
        );
        role.AddToPolicy(
            new PolicyStatement(new PolicyStatementProps { Actions = ["ssm:StartAutomationExecution"], Resources = [documents] })
        );
        role.AddToPolicy(
            new PolicyStatement(new PolicyStatementProps { Actions = ["ssm:GetAutomationExecution"], Resources = [executions] })
        );

        role.AcknowledgePermission(
            "Resource::*",
            "ec2:DescribeSecurityGroups has no resource-level permissions. Changes are limited to the default security group."
        );
        role.AcknowledgePermission($"Resource::{documents}", "All versions of one AWS runbook, because AWS publishes new ones.");
        role.AcknowledgePermission($"Resource::{executions}", "The runbook reads its own execution, whose ID is generated.");

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
        // The runbook runs immediately, so the role needs its policy first.
        association.Node.AddDependency(role);
    }
}
