namespace Expenses.Settings;

/// <summary>Checks that the settings fit the accounts and regions that the pipeline deploys to.</summary>
internal static class AwsEnvironmentValidation
{
    public static IEnumerable<string> Findings(DeliverySettings delivery, string path)
    {
        (string Path, EnvironmentSettings Settings)[] environments =
        [
            .. delivery.Environments.Select(environment => (DeliverySettings.PathOf(environment, path), environment)),
        ];
        string[] malformed =
        [
            .. delivery.PipelineEnvironment().Findings(path),
            .. environments.SelectMany(environment =>
                new AwsEnvironment(environment.Settings.Account, environment.Settings.Region).Findings(environment.Path)
            ),
        ];
        // The other checks would only repeat that a value is malformed.
        if (malformed.Length > 0)
            return malformed;
        return
        [
            .. MissingPipelineEnvironment(
                delivery,
                path,
                [
                    .. environments
                        .Where(environment => !delivery.IsPipelineEnvironment(environment.Settings))
                        .Select(environment => environment.Path),
                ]
            ),
            .. environments.SelectMany(environment => UnsupportedBakeTime(delivery, environment.Settings, environment.Path)),
            .. environments.SelectMany(environment => UnknownPrefixList(delivery, environment.Settings, path, environment.Path)),
            .. environments.SelectMany(environment =>
                UnavailableZones(delivery.EnvironmentOf(environment.Settings).Region, environment.Settings.Vpc, $"{environment.Path}.vpc")
            ),
        ];
    }

    /// <summary>Grants to other accounts name the pipeline's account. Artifacts are replicated from its region.</summary>
    private static IEnumerable<string> MissingPipelineEnvironment(DeliverySettings delivery, string path, string[] others)
    {
        if (others.Length == 0)
            yield break;
        var reason = $"it must be set because an environment ({string.Join(", ", others)}) sets its own account or region";
        if (delivery.Account is null)
            yield return $"{path}.account is missing; {reason}. Add the account of the pipeline.";
        if (delivery.Region is null)
            yield return $"{path}.region is missing; {reason}. Add the region of the pipeline.";
    }

    private static IEnumerable<string> UnsupportedBakeTime(DeliverySettings delivery, EnvironmentSettings environment, string path)
    {
        if (environment.BakeMinutes > 0 && !delivery.IsPipelineEnvironment(environment))
        {
            yield return $"{path}.bakeMinutes is {environment.BakeMinutes}; it must be 0 outside the pipeline's account and region, "
                + "because CodePipeline can't read alarms there. ECS still rolls back on alarms during a deployment.";
        }
    }

    private static IEnumerable<string> UnknownPrefixList(
        DeliverySettings delivery,
        EnvironmentSettings environment,
        string path,
        string environmentPath
    )
    {
        if (
            environment.Backend.Domain is null
            && delivery.EnvironmentOf(environment).Region is { } region
            && !CloudFrontPrefixLists.ByRegion.ContainsKey(region)
        )
        {
            yield return $"{(environment.Region is null ? path : environmentPath)}.region is \"{region}\"; without a domain it must be "
                + "a region whose CloudFront prefix list is known. "
                + $"Add the prefix list to {nameof(CloudFrontPrefixLists)}.cs, or set {environmentPath}.backend.domain. "
                + "In an opt-in region only a domain works: CloudFront can't write its logs there.";
        }
    }

    private static IEnumerable<string> UnavailableZones(string? region, VpcSettings vpc, string path)
    {
        // The only region where an account gets only two zones.
        if (region == "us-west-1" && vpc.AvailabilityZones > 2)
            yield return $"{path}.availabilityZones is {vpc.AvailabilityZones}; it must be 2 in us-west-1, which has only two zones.";
        if (region is not null && vpc.Zones?.FirstOrDefault(zone => zone[..^1] != region) is { } zone)
            yield return $"{path}.zones contains {zone}; it must be a zone of {region}.";
    }
}
