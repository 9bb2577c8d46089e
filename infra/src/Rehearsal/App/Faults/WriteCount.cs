using System.Globalization;

namespace Rehearsal.App.Faults;

/// <summary>What became of the expenses that a client wrote.</summary>
/// <param name="Missing">The number of acknowledged ones that are gone; null if the API did not answer any more.</param>
/// <param name="LongestPause">The longest time between two acknowledgements.</param>
internal sealed record WriteCount(int Acknowledged, int? Missing, int Refused, TimeSpan LongestPause)
{
    public override string ToString()
    {
        var missing = Missing is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"{number} of these are missing")
            : "how many of these are missing is unknown, because the API does not answer any more";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Acknowledged} were acknowledged, {missing}, {Refused} were refused, "
                + $"and the longest pause between two was {LongestPause.TotalSeconds:0.0} s"
        );
    }
}
