namespace Expenses.Settings;

/// <summary>How long CloudWatch can keep logs, as far as it makes sense here: from a week to a year.</summary>
public static class LogDays
{
    public static readonly IReadOnlyList<int> Offered = [7, 14, 30, 60, 90, 180, 365];

    internal static IEnumerable<string> Findings(string path, int days) =>
        Offered.Contains(days) ? [] : [$"{path} is {days}: it has to be one of {string.Join(", ", Offered)}."];
}
