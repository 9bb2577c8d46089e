namespace Expenses.Tests.Changes;

/// <summary>Changes of a running environment's settings, and their reversal.</summary>
public sealed class SettingsChangeTests(SynthesisedApp app, Variants changed)
{
    /// <summary>Every change except OwnZones, which moves all subnets.</summary>
    public static TheoryData<string> Changes => [.. Variants.All.Where(change => change.Data != Variants.OwnZones)];

    /// <summary>Every change except the irreversible ones: a third zone, and Valkey.</summary>
    public static TheoryData<string> ReversibleChanges =>
        [Variants.Domain, Variants.NatInstance, Variants.SecondGateway, Variants.Internal, Variants.OneTask, Variants.Sender];

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_removes_no_used_export_and_reuses_no_name(string change) => AssertDeployable(To(change));

    [Theory]
    [MemberData(nameof(ReversibleChanges))]
    public void The_reverse_change_removes_no_used_export_and_reuses_no_name(string change) => AssertDeployable(From(change));

    [Fact]
    public void A_third_zone_adds_subnets_without_moving_the_others()
    {
        var change = To(Variants.ThirdZone);
        Assert.Empty(change.Changed("Vpc", "AWS::EC2::Subnet", "CidrBlock"));
        Assert.Empty(change.Changed("Vpc", "AWS::EC2::Subnet", "AvailabilityZone"));
        var (removed, added) = change.Replaced("Vpc", "AWS::EC2::Subnet");
        Assert.Empty(removed);
        Assert.Equal(3, added.Length);
    }

    [Theory]
    [InlineData(Variants.NatInstance)]
    [InlineData(Variants.SecondGateway)]
    public void A_change_of_nat_updates_the_routes_in_place(string nat)
    {
        foreach (var change in (SettingsChange[])[To(nat), From(nat)])
            Assert.Equal(([], []), change.Replaced("Vpc", "AWS::EC2::Route"));
    }

    [Fact]
    public void Redis_changes_to_valkey_in_place()
    {
        var change = To(Variants.Valkey);
        Assert.Equal(([], []), change.Replaced("Cache", "AWS::ElastiCache::ReplicationGroup"));
        Assert.Empty(change.Changed("Cache", "AWS::ElastiCache::ReplicationGroup", "AuthToken"));
    }

    private SettingsChange To(string change) => new(app, changed[change]);

    private SettingsChange From(string change) => new(changed[change], app);

    private static void AssertDeployable(SettingsChange change)
    {
        Assert.Empty(change.BlockedExports());
        Assert.Empty(change.ReusedNames());
    }
}
