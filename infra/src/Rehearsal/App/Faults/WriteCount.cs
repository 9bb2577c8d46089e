using System.Globalization;

namespace Rehearsal.App.Faults;

/// <summary>What became of the expenses that a client wrote.</summary>
/// <param name="Missing">The number of acknowledged ones that are gone; null if the API did not answer any more.</param>
/// <param name="LongestPause">The longest time between two acknowledgements.</param>
internal sealed record WriteCount(int Acknowledged, int? Missing, int Refused, TimeSpan LongestPause)
{
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Acknowledged} were acknowledged, {Missing?.ToString(CultureInfo.InvariantCulture) ?? "an unknown number"} of these are missing"
                + $"{(Missing is null ? ", because the API does not answer any more" : "")}, {Refused} were refused, and the longest pause "
                + $"between two was {LongestPause.TotalSeconds:0.0} s"
        );
}
