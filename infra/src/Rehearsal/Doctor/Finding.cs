namespace Rehearsal.Doctor;

/// <summary>A prerequisite and its version on this machine.</summary>
/// <param name="Version">The version; null if the prerequisite is missing.</param>
internal sealed record Finding(Prerequisite Prerequisite, string? Version)
{
    public bool IsThere => Version is not null && !IsTooOld;

    private bool IsTooOld => System.Version.TryParse(Version, out var version) && version < Prerequisite.Oldest;

    public string Text =>
        (Version, IsTooOld) switch
        {
            (null, _) => $"missing: {Prerequisite.Remedy}",
            (_, true) => $"{Version} is too old; it must be {Prerequisite.Oldest} or newer: {Prerequisite.Remedy}",
            _ => $"{Version}, {Prerequisite.Kind}",
        };

    /// <summary>The problem as a sentence that names the prerequisite.</summary>
    public string Complaint => Version is null ? $"{Prerequisite.Name} is {Text}" : $"{Prerequisite.Name} {Text}";

    public static async Task<Finding> OfAsync(Prerequisite prerequisite, CancellationToken cancel) =>
        new(prerequisite, await prerequisite.VersionAsync(cancel));
}
