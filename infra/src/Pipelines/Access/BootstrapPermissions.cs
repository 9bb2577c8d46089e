using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace Expenses.Access;

/// <summary>
/// The permissions of `cdk bootstrap`: to create and upgrade the bootstrap stack, and to delete it after a failure. CloudFormation creates
/// the resources with the caller's permissions. They allow privilege escalation, because the caller creates the roles that deploy. So the
/// trust policy is narrow (BranchPrincipal).
/// </summary>
internal static class BootstrapPermissions
{
    /// <summary>The managed policies that the bootstrap attaches to its roles.</summary>
    private static readonly string[] AttachedPolicies = ["AdministratorAccess", "ReadOnlyAccess", "AWSCloudFormationReadOnlyAccess"];

    extension(Role role)
    {
        public void GrantBootstrap(string[] regions)
        {
            var stack = Stack.Of(role);
            Toolkit[] toolkits = [.. regions.Select(region => new Toolkit(stack, region))];

            role.Allow(
                [
                    "cloudformation:CreateChangeSet",
                    "cloudformation:DeleteChangeSet",
                    "cloudformation:DescribeChangeSet",
                    "cloudformation:ExecuteChangeSet",
                    "cloudformation:DeleteStack",
                    "cloudformation:DescribeEvents",
                    "cloudformation:DescribeStackEvents",
                    "cloudformation:DescribeStacks",
                    "cloudformation:GetTemplate",
                ],
                [.. toolkits.Select(toolkit => toolkit.StackArn)]
            );
            role.AcknowledgeWildcards(
                [.. toolkits.Select(toolkit => toolkit.StackArn)],
                "Only the bootstrap stack: CloudFormation generates the ID at the end of the ARN."
            );

            role.Allow(
                [
                    "s3:CreateBucket",
                    "s3:ListBucket",
                    "s3:PutBucketTagging",
                    "s3:GetBucketTagging",
                    "s3:GetBucketPolicy",
                    "s3:PutBucketPolicy",
                    "s3:DeleteBucketPolicy",
                    "s3:GetBucketPublicAccessBlock",
                    "s3:PutBucketPublicAccessBlock",
                    "s3:GetBucketVersioning",
                    "s3:PutBucketVersioning",
                    "s3:GetEncryptionConfiguration",
                    "s3:PutEncryptionConfiguration",
                    "s3:GetLifecycleConfiguration",
                    "s3:PutLifecycleConfiguration",
                ],
                [.. toolkits.Select(toolkit => toolkit.BucketArn)]
            );

            role.Allow(
                [
                    "ecr:CreateRepository",
                    "ecr:DeleteRepository",
                    "ecr:DescribeRepositories",
                    "ecr:ListTagsForResource",
                    "ecr:PutImageScanningConfiguration",
                    "ecr:PutImageTagMutability",
                    "ecr:GetLifecyclePolicy",
                    "ecr:PutLifecyclePolicy",
                    "ecr:GetRepositoryPolicy",
                    "ecr:SetRepositoryPolicy",
                ],
                [.. toolkits.Select(toolkit => toolkit.RepositoryArn)]
            );

            role.Allow(
                [
                    "ssm:AddTagsToResource",
                    "ssm:DeleteParameter",
                    "ssm:GetParameter",
                    "ssm:GetParameters",
                    "ssm:PutParameter",
                    "ssm:RemoveTagsFromResource",
                ],
                [.. toolkits.Select(toolkit => toolkit.VersionArn)]
            );

            string[] roles = [.. toolkits.SelectMany(toolkit => toolkit.RoleArns)];
            role.Allow(
                [
                    "iam:CreateRole",
                    "iam:DeleteRole",
                    "iam:GetRole",
                    "iam:TagRole",
                    "iam:UntagRole",
                    "iam:UpdateAssumeRolePolicy",
                    "iam:ListAttachedRolePolicies",
                    "iam:DeleteRolePolicy",
                    "iam:GetRolePolicy",
                    "iam:ListRolePolicies",
                    "iam:PutRolePolicy",
                ],
                roles
            );
            role.Allow(
                ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
                roles,
                new Dictionary<string, object>
                {
                    ["ArnEquals"] = new Dictionary<string, object>
                    {
                        ["iam:PolicyARN"] = AttachedPolicies.Select(ManagedPolicyArn).ToArray(),
                    },
                }
            );

            string ManagedPolicyArn(string name) =>
                stack.FormatArn(
                    new ArnComponents
                    {
                        Service = "iam",
                        Region = "",
                        Account = "aws",
                        Resource = "policy",
                        ResourceName = name,
                    }
                );
        }

        /// <summary>Allows the first `cdk deploy` of the pipeline, which assumes two roles of the bootstrap.</summary>
        public void GrantFirstDeployment(string[] regions) =>
            role.Allow(
                ["sts:AssumeRole"],
                [
                    .. regions
                        .Select(region => new Toolkit(Stack.Of(role), region))
                        .SelectMany(toolkit => (string[])[toolkit.DeployRoleArn, toolkit.FilePublishingRoleArn]),
                ]
            );
    }
}
