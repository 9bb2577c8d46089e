namespace Expenses.Tests.Elsewhere;

/// <summary>A place in the settings is no reason for a finding that nobody has answered.</summary>
public sealed class ComplianceElsewhereTests(PlacedApps apps)
{
    public static TheoryData<string> Places => PlacedApps.All;

    [Theory]
    [MemberData(nameof(Places))]
    public void Every_finding_is_answered_wherever_the_pipeline_and_its_environments_are(string place)
    {
        var compliance = new Compliance(apps[place]);
        Assert.Empty(compliance.Open);
        Assert.DoesNotContain(compliance.Acknowledgements, acknowledgement => !compliance.All.Any(acknowledgement.Answers));
    }
}
