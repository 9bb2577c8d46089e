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

    /// <summary>The branch that Amplify deploys: the pipeline alone moves it, and starts each job.</summary>
    public required string ReleaseBranch { get; init; }

    /// <summary>The secret that holds the token by which Amplify is let into the repository.</summary>
    public required string AmplifyToken { get; init; }

    /// <summary>The parameter in Systems Manager that holds the API's URL.</summary>
    public required string ApiAddressParameter { get; init; }

    /// <summary>The bucket that holds the site as the pipeline has built it.</summary>
    public required string BundleBucketName { get; init; }

    public required FrontendSettings Settings { get; init; }

    public required Runbook Runbook { get; init; }

    /// <summary>Another account that starts the builds of the release branch.</summary>
    public string? TrustedAccount { get; init; }
}

/// <summary>The Next.js site on Amplify Hosting.</summary>
public sealed class FrontendAppStack : Stack
{
    public FrontendAppStack(Construct scope, string id, FrontendAppStackProps props)
        : base(scope, id, props)
    {
        ReleaseBranch = props.ReleaseBranch;
        // CloudFormation reads it anew at each update, with an unchanged template too.
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
                // The pipeline decides what is released and when; a push alone builds nothing.
                AutoBuild = false,
                PullRequestPreview = false,
            }
        );
        // Left to itself Amplify finds Next.js, builds it in its own way, and ignores the manifest of the bundle.
        ((CfnBranch)branch.Node.DefaultChild!).Framework = "Web";

        if (props.Settings.Domain is { } domain)
        {
            app.AddEnvironment("SITE_DOMAIN", domain);
            app.AddDomain("Domain", new DomainOptions { DomainName = domain }).MapRoot(branch);
            _ = new CfnOutput(this, "DomainUrl", new CfnOutputProps { Value = $"https://{domain}" });
        }

        if (props.TrustedAccount is { } account)
        {
            var name = $"{StackName}-Release";
            var role = new StepRole(this, "ReleaseRole", name, "Releases the expenses site", account, AllowRelease(app.AppId));
            var (region, place) = this.PlaceInFindings();
            role.AcknowledgePermission(
                $"Resource::arn:<AWS::Partition>:amplify:{region}:{place}:apps/{ReleaseJobs($"<{app.LogicalId()}.AppId>")}",
                "Amplify numbers its jobs. The app and the branch are this stage's alone."
            );
            // By its name: whoever takes the role may stand in no stack that could refer to it.
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
        // Amplify's own name: a release is looked at there, however far the domain's records are.
        SiteUrl = new CfnOutput(
            this,
            "SiteUrl",
            new CfnOutputProps { Value = $"https://{props.ReleaseBranch.Replace('/', '-')}.{app.DefaultDomain}" }
        );
    }

    public string ReleaseBranch { get; }

    /// <summary>The role that another account takes to release the site; none where there is no such account.</summary>
    public string? ReleaseRoleArn { get; }

    public CfnOutput AppId { get; }

    public CfnOutput SiteUrl { get; }

    /// <summary>What it takes to release the site: to start builds of the release branch, and to look how they do.</summary>
    /// <param name="appId">"*" where it can't be known.</param>
    public PolicyStatement AllowRelease(string appId) =>
        new(
            new PolicyStatementProps
            {
                Actions = ["amplify:StartJob", "amplify:GetJob"],
                Resources =
                [
                    FormatArn(
                        new ArnComponents
                        {
                            Service = "amplify",
                            Resource = "apps",
                            ResourceName = ReleaseJobs(appId),
                        }
                    ),
                ],
            }
        );

    /// <summary>The builds of the release branch, as ARNs name them: the slash of the branch may stand there as it is or encoded.</summary>
    internal string ReleaseJobs(string appId) => $"{appId}/branches/{ReleaseBranch.Replace('/', '*')}/jobs/*";
}
