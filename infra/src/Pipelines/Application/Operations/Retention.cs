using Amazon.CDK.AWS.Logs;

namespace Expenses.Application;

/// <summary>Converts days to CloudWatch's log retention.</summary>
internal static class Retention
{
    /// <param name="days">One of LogDays.Allowed.</param>
    public static RetentionDays Days(int days) =>
        days switch
        {
            7 => RetentionDays.ONE_WEEK,
            14 => RetentionDays.TWO_WEEKS,
            30 => RetentionDays.ONE_MONTH,
            60 => RetentionDays.TWO_MONTHS,
            90 => RetentionDays.THREE_MONTHS,
            180 => RetentionDays.SIX_MONTHS,
            365 => RetentionDays.ONE_YEAR,
            _ => throw new ArgumentOutOfRangeException(nameof(days), days, "The retention must be one of LogDays.Allowed."),
        };
}
