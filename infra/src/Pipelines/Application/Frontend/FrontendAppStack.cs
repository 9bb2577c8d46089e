using Amazon.CDK;
using Amazon.CDK.AWS.Amplify;
using Amazon.CDK.AWS.Amplify.Alpha;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class FrontendAppStackProps : StackProps
{
    /// <summary>The GitHub repository, "owner/name".</summary>
    public required string Repository { get; init; }

    /// <summary>The branch that Amplify deploys. Only the pipeline moves it and starts jobs.</summary>
    public required string ReleaseBranch { get; init; }

    /// <summary>The name of the secret with the token that gives Amplify access to the repository.</summary>
    public required string AmplifyToken { get; init; }

    /// <summary>The Systems Manager parameter with the API's URL.</summary>
    public required string ApiAddressParameter { get; init; }

    /// <summary>The bucket with the bundles that the pipeline has built.</summary>
    public required string BundleBucketName { get; init; }

    public required FrontendSettings Settings { get; init; }

    /// <summary>Whether the API sends messages; without them the site offers no link for a forgotten password.</summary>
    public bool SendsMail { get; init; }

    public required Runbook Runbook { get; init; }

    /// <summary>The account of the pipeline, if it is another account. It may release the site.</summary>
    public string? TrustedAccount { get; init; }
}

/// <summary>The Next.js site on Amplify Hosting.</summary>
public sealed class FrontendAppStack : Stack
{
    public FrontendAppStack(Construct scope, string id, FrontendAppStackProps props)
        : base(scope, id, props)
    {
        ReleaseBranch = props.ReleaseBranch;
        // CloudFormation reads the parameter at each update, even if the template is unchanged.
        var apiAddress = new CfnParameter(
            this,
            "ApiAddress",
            new CfnParameterProps { Type = "AWS::SSM::Parameter::Value<String>", Default = props.ApiAddressParameter }
        );
        var app = new Amazon.CDK.AWS.Amplify.Alpha.App(
            this,
            "App",
            new Amazon.CDK.AWS.Amplify.Alpha.AppProps
            {
                Platform = Platform.WEB_COMPUTE,
                SourceCodeProvider = new GitHubSource(props.Repository, SecretValue.SecretsManager(props.AmplifyToken)),
                BuildSpec = FrontendBuildSpec.Yaml(),
                EnvironmentVariables = new Dictionary<string, string>
                {
                    ["API_URL"] = apiAddress.ValueAsString,
                    ["BUNDLE_BUCKET"] = props.BundleBucketName,
                },
            }
        );
        foreach (var permission in BundleAccess.Read(props.BundleBucketName))
            app.GrantPrincipal.AddToPrincipalPolicy(permission);
        BundleAccess.Acknowledge(app, props.BundleBucketName);
        _ = new FrontendLogs(app, "Logs", props.Settings.LogDays);
        FrontendAlarms.Watch(this, app, props.Runbook);

        var branch = app.AddBranch(
            "Release",
            new BranchOptions
            {
                BranchName = props.ReleaseBranch,
                // Only the pipeline starts jobs; a push doesn't.
                AutoBuild = false,
                PullRequestPreview = false,
            }
        );
        // Otherwise Amplify detects Next.js and ignores the bundle's deploy manifest.
        ((CfnBranch)branch.Node.DefaultChild!).Framework = "Web";

        if (props.Settings.Domain is { } domain)
        {
            app.AddEnvironment("SITE_DOMAIN", domain);
            app.AddDomain("Domain", new DomainOptions { DomainName = domain }).MapRoot(branch);
            _ = new CfnOutput(this, "DomainUrl", new CfnOutputProps { Value = $"https://{domain}" });
        }

        if (props.SendsMail)
            app.AddEnvironment("SENDS_MAIL", "on");

        if (props.TrustedAccount is { } account)
        {
            // With the region, since an account has each name of a role once.
            var name = $"{StackName}-Release-{Region}";
            var role = new StepRole(this, "ReleaseRole", name, "Releases the expenses site", account, AllowRelease(app.AppId));
            role.AcknowledgePermission(
                $"Resource::{ReleaseJobs($"<{app.LogicalId()}.AppId>")}",
                "Amplify generates job IDs. Only this stage uses the app and the branch."
            );
            // By name, because the pipeline's step can't reference a resource of this stack.
            ReleaseRoleArn = FormatArn(
                new ArnComponents
                {
                    Service = "iam",
                    Region = "",
                    Resource = "role",
                    ResourceName = name,
                }
            );
        }

        AppId = new CfnOutput(this, "AppId", new CfnOutputProps { Value = app.AppId });
        // Amplify's domain name, because DNS of a custom domain may not be ready.
        SiteUrl = new CfnOutput(
            this,
            "SiteUrl",
            new CfnOutputProps { Value = $"https://{props.ReleaseBranch.Replace('/', '-')}.{app.DefaultDomain}" }
        );
    }

    public string ReleaseBranch { get; }

    /// <summary>The role that the pipeline assumes to release the site from another account; null in the same account.</summary>
    public string? ReleaseRoleArn { get; }

    public CfnOutput AppId { get; }

    public CfnOutput SiteUrl { get; }

    /// <summary>Gets the permissions to release the site: to start jobs of the release branch, and to read their status.</summary>
    /// <param name="appId">The app's ID, or "*" if it is unknown.</param>
    public PolicyStatement AllowRelease(string appId) =>
        new(new PolicyStatementProps { Actions = ["amplify:StartJob", "amplify:GetJob"], Resources = [ReleaseJobs(appId)] });

    /// <summary>The ARN of the release branch's jobs. The wildcard matches a slash in the branch, plain or encoded.</summary>
    internal string ReleaseJobs(string appId) =>
        FormatArn(
            new ArnComponents
            {
                Service = "amplify",
                Resource = "apps",
                ResourceName = $"{appId}/branches/{ReleaseBranch.Replace('/', '*')}/jobs/*",
            }
        );
}
