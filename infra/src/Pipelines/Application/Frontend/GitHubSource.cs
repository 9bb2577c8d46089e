using Amazon.CDK;
using Amazon.CDK.AWS.Amplify.Alpha;
using Amazon.JSII.Runtime.Deputy;

namespace Expenses.Application;

/// <summary>A GitHub repository as Amplify's source. The module's own provider gives an OAuth token where GitHub's App wants an access token.</summary>
internal sealed class GitHubSource(string repository, SecretValue token) : DeputyBase(new DeputyProps([])), ISourceCodeProvider
{
    public ISourceCodeProviderConfig Bind(Amazon.CDK.AWS.Amplify.Alpha.App app) =>
        new SourceCodeProviderConfig { Repository = $"https://github.com/{repository}", AccessToken = token };
}
