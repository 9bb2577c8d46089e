namespace Expenses.Tests;

/// <summary>A setting beside the defaults is no reason for a finding that nobody has answered.</summary>
public sealed class VariantComplianceTests(Variants variants)
{
    public static TheoryData<string> Changes => Variants.All;

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_finding_is_answered_whatever_the_settings_choose(string change)
    {
        var compliance = new Compliance(variants[change]);
        Assert.Empty(compliance.Open);
        Assert.DoesNotContain(compliance.Acknowledgements, acknowledgement => !compliance.All.Any(acknowledgement.Answers));
    }
}
