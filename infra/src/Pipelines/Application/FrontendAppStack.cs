using Amazon.CDK;
using Amazon.CDK.AWS.Amplify.Alpha;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class FrontendAppStackProps : StackProps
{
    /// <summary>The GitHub repository, "owner/name".</summary>
    public required string Repository { get; init; }

    /// <summary>The branch that Amplify builds: the pipeline alone moves it, and starts each build.</summary>
    public required string ReleaseBranch { get; init; }

    public required string GithubTokenSecret { get; init; }

    public required string ApiUrl { get; init; }

    public required FrontendSettings Settings { get; init; }
}

/// <summary>The Next.js site on Amplify Hosting.</summary>
public sealed class FrontendAppStack : Stack
{
    public FrontendAppStack(Construct scope, string id, FrontendAppStackProps props) : base(scope, id, props)
    {
        ReleaseBranch = props.ReleaseBranch;
        var app = new Amazon.CDK.AWS.Amplify.Alpha.App(this, "App", new Amazon.CDK.AWS.Amplify.Alpha.AppProps
        {
            Platform = Platform.WEB_COMPUTE,
            SourceCodeProvider = new GitHubSource(props.Repository, SecretValue.SecretsManager(props.GithubTokenSecret)),
            BuildSpec = FrontendBuildSpec.Yaml(),
            EnvironmentVariables = new Dictionary<string, string>
            {
                ["AMPLIFY_MONOREPO_APP_ROOT"] = FrontendBuildSpec.AppRoot,
                ["API_URL"] = props.ApiUrl,
            },
        });

        var branch = app.AddBranch("Release", new BranchOptions
        {
            BranchName = props.ReleaseBranch,
            // The pipeline decides what is released and when; a push alone builds nothing.
            AutoBuild = false,
            PullRequestPreview = false,
        });

        if (props.Settings.Domain is { } domain)
        {
            app.AddDomain("Domain", new DomainOptions { DomainName = domain }).MapRoot(branch);
            _ = new CfnOutput(this, "DomainUrl", new CfnOutputProps { Value = $"https://{domain}" });
        }

        AppId = new CfnOutput(this, "AppId", new CfnOutputProps { Value = app.AppId });
        // Amplify's own name: a release is looked at there, however far the domain's records are.
        SiteUrl = new CfnOutput(this, "SiteUrl", new CfnOutputProps { Value = $"https://{props.ReleaseBranch.Replace('/', '-')}.{app.DefaultDomain}" });
    }

    public string ReleaseBranch { get; }

    public CfnOutput AppId { get; }

    public CfnOutput SiteUrl { get; }
}
