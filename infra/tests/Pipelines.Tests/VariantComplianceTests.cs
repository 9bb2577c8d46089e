namespace Expenses.Tests;

/// <summary>Compliance with settings other than the defaults.</summary>
public sealed class VariantComplianceTests(Variants variants)
{
    public static TheoryData<string> Changes => Variants.All;

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_finding_is_fixed_or_suppressed_in_every_variant(string change)
    {
        var compliance = new Compliance(variants[change]);
        Assert.Empty(compliance.Open);
        Assert.DoesNotContain(compliance.Acknowledgements, acknowledgement => !compliance.All.Any(acknowledgement.Covers));
    }
}
