namespace Rehearsal.Aws.CloudWatch;

/// <summary>Bake times and alarm periods are shorter in a rehearsal.</summary>
internal static class ShortTime
{
    /// <summary>How long a minute of AWS lasts.</summary>
    public static readonly TimeSpan Minute = TimeSpan.FromSeconds(1);
}
