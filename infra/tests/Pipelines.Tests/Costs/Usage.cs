namespace Expenses.Tests.Costs;

/// <summary>What no template tells: how much is stored, moved and logged while nobody uses the app.</summary>
internal sealed record Usage(
    decimal DatabaseGigabytes,
    decimal DatabaseMillionRequests,
    decimal LogGigabytes,
    decimal NatGigabytes,
    decimal ImageGigabytes
)
{
    public static readonly Usage Dev = new(1, 0, 1, 1, 1),
        Prod = new(10, 5, 5, 10, 1);
}
