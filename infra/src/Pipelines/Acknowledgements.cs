using Amazon.CDK;
using Constructs;

namespace Expenses;

internal static class Acknowledgements
{
    extension(IConstruct construct)
    {
        /// <summary>Suppresses a cdk-nag finding here and below, with a reason.</summary>
        public void Acknowledge(string rule, string reason) =>
            Validations.Of(construct).Acknowledge(new Acknowledgment { Id = rule, Reason = reason });

        /// <summary>Suppresses one wildcard permission of a policy (AwsSolutions-IAM5), with a reason.</summary>
        /// <param name="permission">"Action::s3:List*" or "Resource::ARN". cdk-nag writes a resource as &lt;LOGICAL_ID.Arn&gt;.</param>
        public void AcknowledgePermission(string permission, string reason)
        {
            var text = permission
                .Replace(Aws.PARTITION, "<AWS::Partition>", StringComparison.Ordinal)
                .Replace(Aws.REGION, "<AWS::Region>", StringComparison.Ordinal)
                .Replace(Aws.ACCOUNT_ID, "<AWS::AccountId>", StringComparison.Ordinal);
            construct.Acknowledge($"AwsSolutions-IAM5[{text}]", reason);
        }

        /// <summary>Gets the logical ID of a construct's main resource.</summary>
        public string LogicalId() => Stack.Of(construct).GetLogicalId((CfnElement)construct.Node.DefaultChild!);
    }
}
