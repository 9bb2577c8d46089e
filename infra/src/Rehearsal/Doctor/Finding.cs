namespace Rehearsal.Doctor;

/// <summary>A prerequisite as it was found on this machine.</summary>
/// <param name="Version">Nothing where it is missing.</param>
internal sealed record Finding(Prerequisite Prerequisite, string? Version)
{
    public bool IsThere => Version is not null && !IsTooOld;

    private bool IsTooOld => System.Version.TryParse(Version, out var version) && version < Prerequisite.Oldest;

    public string Text =>
        (Version, IsTooOld) switch
        {
            (null, _) => $"missing: {Prerequisite.Remedy}",
            (_, true) => $"{Version} is too old, it has to be {Prerequisite.Oldest} or newer: {Prerequisite.Remedy}",
            _ => $"{Version}, {Prerequisite.Kind}",
        };

    /// <summary>What is wrong with it, for somebody who didn't ask.</summary>
    public string Complaint => Version is null ? $"{Prerequisite.Name} is {Text}" : $"{Prerequisite.Name} {Text}";

    public static async Task<Finding> OfAsync(Prerequisite prerequisite, CancellationToken cancel) =>
        new(prerequisite, await prerequisite.VersionAsync(cancel));
}
