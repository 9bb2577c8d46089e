using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>Everything that one delivery is about: where the source is, and what its environments are like.</summary>
public sealed partial record DeliverySettings
{
    /// <summary>What "Source@" leaves of the 100 characters that CodePipeline gives a namespace.</summary>
    private const int LongestRepository = 93;

    /// <summary>The AWS account that the pipeline is in; unset means the one that it is deployed to.</summary>
    public string? Account { get; init; }

    /// <summary>The region that the pipeline is in; unset means the one that it is deployed to.</summary>
    public string? Region { get; init; }

    /// <summary>The GitHub repository, "owner/name".</summary>
    public required string Repository { get; init; }

    /// <summary>The branch that a push delivers.</summary>
    public required string Branch { get; init; }

    /// <summary>The CodeConnections connection that reads the repository; a person makes it once, in the console.</summary>
    public required string ConnectionArn { get; init; }

    public required GithubSettings Github { get; init; }

    /// <summary>Who hears by e-mail that a stage has failed or goes back, that an approval waits, and that an alarm rings: at least one.</summary>
    public required IReadOnlyList<string> Notify { get; init; }

    /// <summary>An image or an npm package with a finding of this severity or above is not deployed; as ECR names them: LOW, MEDIUM, HIGH, CRITICAL.</summary>
    public required string RefuseImagesFrom { get; init; }

    public AccessSettings Access { get; init; } = new();

    /// <summary>Unset means that pull requests are not checked.</summary>
    public PullRequestSettings? PullRequests { get; init; }

    /// <summary>The environments, in the order in which a release passes through them. The first builds what all others run.</summary>
    public required IReadOnlyList<EnvironmentSettings> Environments { get; init; }

    public Place Place() => new(Account, Region);

    public Place PlaceOf(EnvironmentSettings environment) => new(environment.Account ?? Account, environment.Region ?? Region);

    internal IEnumerable<string> Findings(string path)
    {
        if (!RepositoryPattern().IsMatch(Repository))
            yield return $"{path}.repository is \"{Repository}\": it has to be owner/name, as in example/expenses.";
        if (Repository.Length > LongestRepository)
            yield return $"{path}.repository is \"{Repository}\": it has to be at most {LongestRepository} characters long (CodePipeline names the source's variables after it). Rename the repository.";
        if (!ConnectionPattern().IsMatch(ConnectionArn))
            yield return $"{path}.connectionArn is \"{ConnectionArn}\": it has to be the ARN of a connection, arn:aws:codeconnections:REGION:ACCOUNT:connection/ID.";
        if (!BranchPattern().IsMatch(Branch))
            yield return $"{path}.branch is \"{Branch}\": it has to be the name of a branch, as in main or trunk/main, without refs/heads/ before it and without blanks or any of ~ ^ : ? * [ ] \\ {{ }}.";
        else if (Branch == "release" || Environments.Any(environment => environment.ReleaseBranch == Branch))
            yield return $"{path}.branch is \"{Branch}\": it has to be another. The pipeline itself moves {string.Join(" and ", Environments.Select(environment => environment.ReleaseBranch))}, and Git can't have a branch named release beside those.";
        if (Notify.Count == 0)
            yield return $"{path}.notify is empty: it has to name at least one e-mail address, or nobody hears that an approval waits.";
        foreach (var address in Notify.Where(address => !AddressPattern().IsMatch(address)))
            yield return $"{path}.notify holds \"{address}\": it has to be an e-mail address.";
        foreach (var address in Repeated(Notify))
            yield return $"{path}.notify holds \"{address}\" more than once: it has to be there once.";
        foreach (var domain in Repeated(Domains))
            yield return $"{path} uses the domain \"{domain}\" in more than one place (backend.domain.name and frontend.domain of all environments): it has to be used once.";
        if (RefuseImagesFrom is not ("LOW" or "MEDIUM" or "HIGH" or "CRITICAL"))
            yield return $"{path}.refuseImagesFrom is \"{RefuseImagesFrom}\": it has to be LOW, MEDIUM, HIGH or CRITICAL.";
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
                .Concat(PlaceFindings.Of(this, path))
        )
        {
            yield return finding;
        }
    }

    /// <summary>Where an environment stands in the settings: delivery.environments[Dev].</summary>
    internal static string PathOf(EnvironmentSettings environment, string path) => $"{path}.environments[{environment.Name}]";

    /// <summary>Every domain name that the environments use.</summary>
    private IEnumerable<string> Domains =>
        Environments.SelectMany(environment => new[] { environment.Backend.Domain?.Name, environment.Frontend.Domain }).OfType<string>();

    /// <summary>Mail and DNS make no difference between capitals and small letters.</summary>
    private static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => same.Key);

    /// <summary>What Git allows (git check-ref-format), without what is a pattern to CodePipeline.</summary>
    [GeneratedRegex(@"^(?!refs/|-|.*(\.\.|\.lock(/|\z)))([^\s\p{C}~^:?*[\]\\{}/.][^\s\p{C}~^:?*[\]\\{}/]*(/(?!\z)|\z))+(?<!\.)\z")]
    private static partial Regex BranchPattern();

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+\z")]
    private static partial Regex RepositoryPattern();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+\z")]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"^arn:aws[\w-]*:(codeconnections|codestar-connections):[a-z0-9-]+:\d{12}:connection/[\w-]+\z")]
    private static partial Regex ConnectionPattern();
}
