namespace Expenses.Settings;

/// <summary>What has to be set, and what can't be, for an environment to stand where it is to stand.</summary>
internal static class PlaceFindings
{
    public static IEnumerable<string> Of(DeliverySettings delivery, string path)
    {
        (string Path, EnvironmentSettings Settings)[] environments =
        [
            .. delivery.Environments.Select(environment => (DeliverySettings.PathOf(environment, path), environment)),
        ];
        string[] malformed =
        [
            .. delivery.Place().Findings(path),
            .. environments.SelectMany(environment =>
                new Place(environment.Settings.Account, environment.Settings.Region).Findings(environment.Path)
            ),
        ];
        return malformed.Length > 0
            ? malformed
            :
            [
                .. PipelineUnknown(
                    delivery,
                    path,
                    [
                        .. environments
                            .Where(environment => delivery.PlaceOf(environment.Settings) != delivery.Place())
                            .Select(environment => environment.Path),
                    ]
                ),
                .. environments.SelectMany(environment => Unwatchable(delivery, environment.Settings, environment.Path)),
                .. environments.SelectMany(environment => Unreachable(delivery, environment.Settings, path, environment.Path)),
                .. environments.SelectMany(environment =>
                    WithoutZones(delivery.PlaceOf(environment.Settings).Region, environment.Settings.Vpc, $"{environment.Path}.vpc")
                ),
            ];
    }

    /// <summary>What is granted to another account names the pipeline's, and what goes to another region is replicated from the pipeline's.</summary>
    private static IEnumerable<string> PipelineUnknown(DeliverySettings delivery, string path, string[] elsewhere)
    {
        if (elsewhere.Length == 0)
            yield break;
        var reason =
            $"where an environment ({string.Join(", ", elsewhere)}) has an account or region of its own, the pipeline's has to be known too";
        if (delivery.Account is null)
            yield return $"{path}.account is missing: {reason}. Add the account that the pipeline is in.";
        if (delivery.Region is null)
            yield return $"{path}.region is missing: {reason}. Add the region that the pipeline is in.";
    }

    private static IEnumerable<string> Unwatchable(DeliverySettings delivery, EnvironmentSettings environment, string path)
    {
        if (environment.BakeMinutes > 0 && delivery.PlaceOf(environment) != delivery.Place())
            yield return $"{path}.bakeMinutes is {environment.BakeMinutes}: it has to be 0 in another account or region than the pipeline's, where CodePipeline sees no alarm. The service itself still goes back on its alarms while it is deployed.";
    }

    private static IEnumerable<string> Unreachable(
        DeliverySettings delivery,
        EnvironmentSettings environment,
        string path,
        string environmentPath
    )
    {
        if (
            environment.Backend.Domain is null
            && delivery.PlaceOf(environment).Region is { } region
            && !CloudFrontPrefixLists.ByRegion.ContainsKey(region)
        )
        {
            yield return $"{(environment.Region is null ? path : environmentPath)}.region is \"{region}\": without a domain CloudFront stands before the API, and the prefix list of its addresses there is not known yet. Add it to {nameof(CloudFrontPrefixLists)}.cs, or set {environmentPath}.backend.domain. In a region that an account has to opt into only the latter helps: CloudFront can't write its logs there.";
        }
    }

    private static IEnumerable<string> WithoutZones(string? region, VpcSettings vpc, string path)
    {
        // The only region where AWS shows an account two zones.
        if (region == "us-west-1" && vpc.AvailabilityZones > 2)
            yield return $"{path}.availabilityZones is {vpc.AvailabilityZones}: it has to be 2 in us-west-1, where an account has no more.";
        if (region is not null && vpc.Zones?.FirstOrDefault(zone => zone[..^1] != region) is { } zone)
            yield return $"{path}.zones holds {zone}: it has to be a zone of {region}.";
    }
}
