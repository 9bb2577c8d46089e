using System.Globalization;
using Rehearsal.App;
using Rehearsal.Aws;
using Rehearsal.Pipeline;
using Rehearsal.Processes;
using Rehearsal.Reporting;
using Rehearsal.Reporting.Progress;

namespace Rehearsal.Session;

/// <summary>What is left to say at the end: how much was not as in AWS, where the time went, how it went, and where the app answers.</summary>
internal sealed class FinalPage(Report report, LocalCloud cloud)
{
    private readonly DeployedVersions versions = new(cloud);

    public async Task ShowAsync(Outcome outcome, IReadOnlyList<ActionResult> results, PeakMemory memory, CancellationToken cancel)
    {
        report.Line();
        report.Line($"Not as in AWS: {cloud.StandIns.Count} things; `infra/rehearsal differences` lists them.");
        report.Line();
        report.Heading("Time by the wall clock");
        foreach (var line in TimeTable.Of(report.Executions, report.Since))
            report.Line($"  {line}");
        if (memory.Bytes is { } bytes)
        {
            report.Line(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  Memory: {bytes / (double)(1 << 30):0.0} GiB at most, by the rehearsal and all that it started (PSS, looked up every 2 s)"
                )
            );
        }
        report.Line();
        var end = report.Executions is [.., var last] ? last.Ended ?? DateTimeOffset.UtcNow : DateTimeOffset.UtcNow;
        report.Heading($"{Told(outcome)}: {results.Count} actions, {Format.Seconds(end - report.Since)} in all");
        foreach (var line in await AddressesAsync(cancel))
            report.Line(line);
        foreach (var line in await ImagesAsync(cancel))
            report.Line(line);
    }

    /// <summary>Where the app answers, and as which release: promoted is a site that has the same bundle.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(CancellationToken cancel)
    {
        var sites = cloud.Sites.Select(async site => $"  Site  {site}{Told(await versions.SiteAsync(site, cancel))}");
        var apis = cloud.Apis.Select(async api =>
            $"  API   {api.Address}  ({api.Stack}){(await versions.ReleaseAsync(api.Address, cancel) is { } release ? $"  release {release}" : "")}"
        );
        return await Task.WhenAll([.. sites, .. apis]);
    }

    /// <summary>Where the images of the releases that answer lie: promoted is what has the same digest.</summary>
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

    /// <summary>A site that was built by hand tells words instead of hashes.</summary>
    private static string Told((string? Commit, string? Bundle) site)
    {
        var commit = site.Commit is { Length: > 12 } hash ? $"  commit {hash[..12]}" : "";
        return site.Bundle is { Length: 64 } ? $"{commit}  bundle {site.Bundle}" : commit;
    }

    private static string Told(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded => "The delivery reached the end",
            Outcome.Rejected => "The delivery was rejected at the gate",
            _ => "The delivery failed",
        };
}
