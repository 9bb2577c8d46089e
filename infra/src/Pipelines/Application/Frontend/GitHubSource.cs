using Amazon.CDK;
using Amazon.CDK.AWS.Amplify.Alpha;
using Amazon.JSII.Runtime.Deputy;

namespace Expenses.Application;

/// <summary>A GitHub source for Amplify. CDK's provider passes an OAuth token, but Amplify's GitHub App needs an access token.</summary>
internal sealed class GitHubSource(string repository, SecretValue token) : DeputyBase(new DeputyProps([])), ISourceCodeProvider
{
    public ISourceCodeProviderConfig Bind(Amazon.CDK.AWS.Amplify.Alpha.App app) =>
        new SourceCodeProviderConfig { Repository = $"https://github.com/{repository}", AccessToken = token };
}
