using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Expenses.Settings;

namespace Expenses.Access;

/// <summary>GitHub Actions runs on one branch of one repository: no pull requests, tags or forks.</summary>
internal sealed class BranchPrincipal(Stack stack, DeliverySettings settings)
    : WebIdentityPrincipal(
        Provider(stack, settings.Access),
        new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, string>
            {
                [$"{Issuer}:aud"] = Audience,
                [$"{Issuer}:sub"] = $"{settings.Access.Subject ?? $"repo:{settings.Repository}"}:ref:refs/heads/{settings.Branch}",
            },
        }
    )
{
    private const string Issuer = "token.actions.githubusercontent.com";
    private const string Audience = "sts.amazonaws.com";

    private static string Provider(Stack stack, AccessSettings access) =>
        access.Provider == "existing"
            ? stack.FormatArn(
                new ArnComponents
                {
                    Service = "iam",
                    Region = "",
                    Resource = "oidc-provider",
                    ResourceName = Issuer,
                }
            )
            : new OidcProviderNative(
                stack,
                "GitHub",
                new OidcProviderNativeProps { Url = $"https://{Issuer}", ClientIds = [Audience] }
            ).OidcProviderArn;
}
