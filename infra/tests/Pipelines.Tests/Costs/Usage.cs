namespace Expenses.Tests.Costs;

/// <summary>The usage of an idle app, which templates don't contain: storage, traffic and logs.</summary>
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
