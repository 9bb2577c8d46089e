namespace Expenses.Settings;

/// <summary>Log retentions that CloudWatch supports, from a week to a year.</summary>
public static class LogDays
{
    public static readonly IReadOnlyList<int> Allowed = [7, 14, 30, 60, 90, 180, 365];

    internal static IEnumerable<string> Findings(string path, int days) =>
        Allowed.Contains(days) ? [] : [$"{path} is {days}; it must be one of {string.Join(", ", Allowed)}."];
}
