using Rehearsal.App;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Aws.Moto;
using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Reporting.Progress;

namespace Rehearsal.Session;

/// <summary>The summary at the end: the differences from AWS, the times, the outcome, and the app's addresses.</summary>
internal sealed class FinalPage(Report report, LocalCloud cloud, PipelineDefinition pipeline)
{
    private readonly DeployedVersions versions = new(cloud);

    public async Task ShowAsync(Outcome outcome, IReadOnlyList<ActionResult> results, CancellationToken cancel)
    {
        report.Line();
        report.Line($"{cloud.Permissions.Summary} `infra/rehearsal permissions` lists them.");
        report.Line($"Differences from AWS: {cloud.StandIns.Count}. `infra/rehearsal differences` lists them.");
        report.Line();
        report.Heading("Wall-clock time");
        foreach (var line in TimeTable.Of(report.Executions, report.Since))
            report.Line($"  {line}");
        report.Line();
        var end = report.Executions is [.., var last] ? last.Ended ?? DateTimeOffset.UtcNow : DateTimeOffset.UtcNow;
        report.Heading($"{Summary(outcome)}: {results.Count} actions in {Format.Seconds(end - report.Since)}");
        foreach (var line in await AddressesAsync(cancel))
            report.Line(line);
        try
        {
            foreach (var line in await ImagesAsync(cancel))
                report.Line(line);
        }
        catch (AccountLost lost)
        {
            report.Line($"  {lost.Message}");
        }
    }

    /// <summary>Lists the app's addresses and releases. Sites with the same bundle show that it was promoted.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(CancellationToken cancel)
    {
        var sites = pipeline
            .Sort(cloud.Sites)
            .Select(async site => $"  Site  {site.Address}{Versions(await versions.SiteAsync(site.Address, cancel))}");
        var apis = pipeline
            .Sort(cloud.Apis)
            .Select(async api =>
            {
                var release = await versions.ReleaseAsync(api.Address, cancel);
                return $"  API   {api.Address}  ({api.Stack}){(release is null ? "" : $"  release {release}")}";
            });
        return await Task.WhenAll([.. sites, .. apis]);
    }

    /// <summary>Lists the images of the deployed releases. The same digest shows that an image was promoted.</summary>
    private async Task<IReadOnlyList<string>> ImagesAsync(CancellationToken cancel)
    {
        var releases = await Task.WhenAll(cloud.Apis.Select(api => versions.ReleaseAsync(api.Address, cancel)));
        List<string> lines = [];
        foreach (var release in releases.OfType<string>().Distinct())
        {
            lines.AddRange(
                (await cloud.ImagesAsync(release, cancel)).Select(image => $"  Image {image.Repository}:{release}  {image.Digest}")
            );
        }
        return lines;
    }

    /// <summary>Formats a site's versions. A site that was built by hand has words instead of hashes.</summary>
    private static string Versions((string? Commit, string? Bundle) site)
    {
        var commit = site.Commit is { Length: > 12 } hash ? $"  commit {hash[..12]}" : "";
        return site.Bundle is { Length: 64 } ? $"{commit}  bundle {site.Bundle}" : commit;
    }

    private static string Summary(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded => "The delivery succeeded",
            Outcome.Rejected => "The delivery was rejected at the approval",
            _ => "The delivery failed",
        };
}
