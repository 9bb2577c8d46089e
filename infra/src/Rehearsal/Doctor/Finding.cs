namespace Rehearsal.Doctor;

/// <summary>A part as it was found on this machine.</summary>
/// <param name="Version">Nothing where it is missing.</param>
internal sealed record Finding(Part Part, string? Version)
{
    public bool IsThere => Version is not null && !IsTooOld;

    private bool IsTooOld => System.Version.TryParse(Version, out var version) && version < Part.Oldest;

    public string Text =>
        (Version, IsTooOld) switch
        {
            (null, _) => $"missing: {Part.Remedy}",
            (_, true) => $"{Version} is too old, it has to be {Part.Oldest} or newer: {Part.Remedy}",
            _ => $"{Version}, {Part.Kind}",
        };

    /// <summary>What is wrong with it, for somebody who didn't ask.</summary>
    public string Complaint => Version is null ? $"{Part.Name} is {Text}" : $"{Part.Name} {Text}";

    public static async Task<Finding> OfAsync(Part part, CancellationToken cancel) => new(part, await part.VersionAsync(cancel));
}
