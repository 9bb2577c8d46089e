using Amazon.CDK;
using Constructs;

namespace Expenses;

internal static class Acknowledgements
{
    extension(IConstruct construct)
    {
        /// <summary>Lives with a finding of the compliance rules, on this construct and below it: a reviewer reads why beside the resource.</summary>
        public void Acknowledge(string rule, string reason) =>
            Validations.Of(construct).Acknowledge(new Acknowledgment { Id = rule, Reason = reason });

        /// <summary>Of what a policy allows with a wildcard, the rules want to hear of each by itself why (AwsSolutions-IAM5).</summary>
        /// <param name="permission">As the finding names it: "Action::s3:List*".</param>
        public void AcknowledgePermission(string permission, string reason) =>
            construct.Acknowledge($"AwsSolutions-IAM5[{permission}]", reason);

        /// <summary>The account and region that a construct's ARNs name, as findings do.</summary>
        public (string Region, string Account) PlaceInFindings()
        {
            var stack = Stack.Of(construct);
            return (
                Token.IsUnresolved(stack.Region) ? "<AWS::Region>" : stack.Region,
                Token.IsUnresolved(stack.Account) ? "<AWS::AccountId>" : stack.Account
            );
        }

        /// <summary>The name that a construct's main resource has in its template.</summary>
        public string LogicalId() => Stack.Of(construct).GetLogicalId((CfnElement)construct.Node.DefaultChild!);
    }
}
