using Amazon.CDK;
using Amazon.CDK.AWS.IAM;

namespace Expenses.Application;

/// <summary>Lets the API send messages with Amazon SES, from one address. SES is reached like other public endpoints of AWS.</summary>
internal sealed class BackendMail(Stack stack, string sender, string siteDomain)
{
    /// <summary>Gets the API's variables. ECS itself sets AWS_REGION.</summary>
    public Dictionary<string, string> Variables() => new() { ["MAIL_SENDER"] = sender, ["SITE_URL"] = $"https://{siteDomain}" };

    /// <summary>Gets the permission. SES checks the sender: the address if it is verified, otherwise its domain.</summary>
    public PolicyStatement Allow() =>
        new(
            new PolicyStatementProps
            {
                Actions = ["ses:SendEmail"],
                Resources = [Identity(sender), Identity(sender.Split('@')[1])],
                Conditions = new Dictionary<string, object>
                {
                    ["StringEquals"] = new Dictionary<string, object> { ["ses:FromAddress"] = sender },
                },
            }
        );

    private string Identity(string name) =>
        stack.FormatArn(
            new ArnComponents
            {
                Service = "ses",
                Resource = "identity",
                ResourceName = name,
            }
        );
}
