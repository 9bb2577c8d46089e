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
        /// <param name="permission">As in the finding, such as "Action::s3:List*".</param>
        public void AcknowledgePermission(string permission, string reason) =>
            construct.Acknowledge($"AwsSolutions-IAM5[{permission}]", reason);

        /// <summary>Gets the region and account in a construct's ARNs, as cdk-nag writes them.</summary>
        public (string Region, string Account) NagEnvironment()
        {
            var stack = Stack.Of(construct);
            return (
                Token.IsUnresolved(stack.Region) ? "<AWS::Region>" : stack.Region,
                Token.IsUnresolved(stack.Account) ? "<AWS::AccountId>" : stack.Account
            );
        }

        /// <summary>Gets the logical ID of a construct's main resource.</summary>
        public string LogicalId() => Stack.Of(construct).GetLogicalId((CfnElement)construct.Node.DefaultChild!);
    }
}
