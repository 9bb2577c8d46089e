using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>All settings: where the source is, and what the environments look like.</summary>
public sealed partial record DeliverySettings
{
    /// <summary>CodePipeline limits the variable namespace "Source@REPOSITORY" to 100 characters.</summary>
    private const int MaxRepositoryLength = 93;

    /// <summary>The AWS account of the pipeline; unset means the account of the deploying credentials.</summary>
    public string? Account { get; init; }

    /// <summary>The region of the pipeline; unset means the region of the deploying credentials.</summary>
    public string? Region { get; init; }

    /// <summary>The GitHub repository, "owner/name".</summary>
    public required string Repository { get; init; }

    /// <summary>The branch to deliver: a push to it starts the pipeline.</summary>
    public required string Branch { get; init; }

    /// <summary>The CodeConnections connection to the repository, created by hand in the console.</summary>
    public required string ConnectionArn { get; init; }

    public required GithubSettings Github { get; init; }

    /// <summary>E-mail addresses to notify of failed stages, rollbacks, pending approvals and alarms; at least one.</summary>
    public required IReadOnlyList<string> Notify { get; init; }

    /// <summary>
    /// The lowest severity that blocks a deployment when the scan of the image or the audit of packages reports it: LOW, MEDIUM, HIGH or
    /// CRITICAL, as in ECR.
    /// </summary>
    public required string RefuseImagesFrom { get; init; }

    public AccessSettings Access { get; init; } = new();

    /// <summary>Unset: pull requests are not checked.</summary>
    public PullRequestSettings? PullRequests { get; init; }

    /// <summary>The environments, in delivery order. The first builds the image and the bundle that the others run.</summary>
    public required IReadOnlyList<EnvironmentSettings> Environments { get; init; }

    /// <summary>Gets the account and region of the pipeline. A method: as a property it would be a setting.</summary>
    public AwsEnvironment PipelineEnvironment() => new(Account, Region);

    public AwsEnvironment EnvironmentOf(EnvironmentSettings environment) =>
        new(environment.Account ?? Account, environment.Region ?? Region);

    /// <summary>Whether an environment is in the account and region of the pipeline.</summary>
    public bool IsPipelineEnvironment(EnvironmentSettings environment) => EnvironmentOf(environment) == PipelineEnvironment();

    internal IEnumerable<string> Findings(string path)
    {
        if (!RepositoryPattern().IsMatch(Repository))
            yield return $"{path}.repository is \"{Repository}\"; it must be owner/name, such as example/expenses.";
        if (Repository.Length > MaxRepositoryLength)
        {
            yield return $"{path}.repository is \"{Repository}\"; it must be at most {MaxRepositoryLength} characters long, because "
                + "CodePipeline uses it in the name of a variable namespace. Rename the repository.";
        }
        if (!ConnectionPattern().IsMatch(ConnectionArn))
        {
            yield return $"{path}.connectionArn is \"{ConnectionArn}\"; it must be the ARN of a connection, "
                + "arn:aws:codeconnections:REGION:ACCOUNT:connection/ID.";
        }
        if (!BranchPattern().IsMatch(Branch))
        {
            yield return $"{path}.branch is \"{Branch}\"; it must be a branch name, such as main or trunk/main, "
                + @"without refs/heads/, spaces or any of ~ ^ : ? * [ ] \ { }.";
        }
        else if (Branch == "release" || Environments.Any(environment => environment.ReleaseBranch == Branch))
        {
            yield return $"{path}.branch is \"{Branch}\"; it must be a branch that the pipeline doesn't move itself: not "
                + $"{string.Join(" or ", Environments.Select(environment => environment.ReleaseBranch))}, "
                + "nor release, which Git doesn't allow beside those.";
        }
        if (Notify.Count == 0)
            yield return $"{path}.notify is empty; it must contain at least one e-mail address, to receive failures and approvals.";
        foreach (var address in Notify.Where(address => !AddressPattern().IsMatch(address)))
            yield return $"{path}.notify contains \"{address}\"; it must be an e-mail address.";
        foreach (var address in Repeated(Notify))
            yield return $"{path}.notify contains \"{address}\" more than once. Remove the duplicate.";
        foreach (var domain in Repeated(Domains))
        {
            yield return $"{path} uses the domain \"{domain}\" more than once; backend.domain.name and frontend.domain must be "
                + "unique across all environments.";
        }
        if (RefuseImagesFrom is not ("LOW" or "MEDIUM" or "HIGH" or "CRITICAL"))
            yield return $"{path}.refuseImagesFrom is \"{RefuseImagesFrom}\"; it must be LOW, MEDIUM, HIGH or CRITICAL.";
        foreach (
            var finding in Github
                .Findings($"{path}.github")
                .Concat(PullRequests?.Findings($"{path}.pullRequests", Github.ReleaseToken) ?? [])
        )
        {
            yield return finding;
        }
        foreach (
            var finding in Access
                .Findings($"{path}.access", Repository)
                .Concat(EnvironmentNames.Findings(Environments, $"{path}.environments"))
                .Concat(Environments.SelectMany(environment => environment.Findings(PathOf(environment, path))))
                .Concat(AwsEnvironmentValidation.Findings(this, path))
        )
        {
            yield return finding;
        }
    }

    /// <summary>The path of an environment in the settings: delivery.environments[Dev].</summary>
    internal static string PathOf(EnvironmentSettings environment, string path) => $"{path}.environments[{environment.Name}]";

    /// <summary>Every domain name that the environments use.</summary>
    private IEnumerable<string> Domains =>
        Environments.SelectMany(environment => new[] { environment.Backend.Domain?.Name, environment.Frontend.Domain }).OfType<string>();

    /// <summary>Finds duplicates. E-mail addresses and domain names are case-insensitive.</summary>
    private static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key);

    /// <summary>What Git allows (git check-ref-format), except characters that CodePipeline reads as patterns.</summary>
    [GeneratedRegex(@"^(?!refs/|-|.*(\.\.|\.lock(/|\z)))([^\s\p{C}~^:?*[\]\\{}/.][^\s\p{C}~^:?*[\]\\{}/]*(/(?!\z)|\z))+(?<!\.)\z")]
    private static partial Regex BranchPattern();

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+\z")]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+\z")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"^arn:aws[\w-]*:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection/[\w-]+\z")]
    private static partial Regex ConnectionPattern();
}
