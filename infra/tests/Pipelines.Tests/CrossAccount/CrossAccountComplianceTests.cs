namespace Expenses.Tests.CrossAccount;

/// <summary>Compliance in every layout of accounts and regions.</summary>
public sealed class CrossAccountComplianceTests(AppsByLayout apps)
{
    public static TheoryData<string> Layouts => AppsByLayout.All;

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_finding_is_fixed_or_suppressed_in_every_layout(string layout)
    {
        var compliance = new Compliance(apps[layout]);
        Assert.Empty(compliance.Open);
        Assert.DoesNotContain(compliance.Acknowledgements, acknowledgement => !compliance.All.Any(acknowledgement.Covers));
    }
}
