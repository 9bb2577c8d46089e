namespace Expenses.Tests.Changes;

/// <summary>Settings of a running environment that change with a push, there and back.</summary>
public sealed class SettingsChangeTests(SynthesisedApp app, Variants changed)
{
    /// <summary>Every change but the zones', with which all subnets would move.</summary>
    public static TheoryData<string> There => [.. Variants.All.Where(change => change.Data != Variants.OwnZones)];

    /// <summary>Every change but the third zone, where what runs holds its subnets, and Valkey, which doesn't become Redis again.</summary>
    public static TheoryData<string> Back =>
        [Variants.Domain, Variants.NatInstance, Variants.SecondGateway, Variants.Internal, Variants.OneTask];

    [Theory]
    [MemberData(nameof(There))]
    public void A_change_drops_no_export_and_passes_no_name_on(string change) => Passes(To(change));

    [Theory]
    [MemberData(nameof(Back))]
    public void The_way_back_drops_no_export_and_passes_no_name_on(string change) => Passes(From(change));

    [Fact]
    public void A_third_zone_moves_no_subnet_and_no_data()
    {
        var change = To(Variants.ThirdZone);
        Assert.Empty(change.Changed("Vpc", "AWS::EC2::Subnet", "CidrBlock"));
        Assert.Empty(change.Changed("Vpc", "AWS::EC2::Subnet", "AvailabilityZone"));
        var (gone, come) = change.Exchanged("Vpc", "AWS::EC2::Subnet");
        Assert.Empty(gone);
        Assert.Equal(3, come.Length);
    }

    [Theory]
    [InlineData(Variants.NatInstance)]
    [InlineData(Variants.SecondGateway)]
    public void Another_way_out_takes_over_the_routes_in_place(string way)
    {
        foreach (var change in (SettingsChange[])[To(way), From(way)])
            Assert.Equal(([], []), change.Exchanged("Vpc", "AWS::EC2::Route"));
    }

    [Fact]
    public void Redis_becomes_valkey_in_place()
    {
        var change = To(Variants.Valkey);
        Assert.Equal(([], []), change.Exchanged("Cache", "AWS::ElastiCache::ReplicationGroup"));
        Assert.Empty(change.Changed("Cache", "AWS::ElastiCache::ReplicationGroup", "AuthToken"));
    }

    private SettingsChange To(string change) => new(app, changed[change]);

    private SettingsChange From(string change) => new(changed[change], app);

    private static void Passes(SettingsChange change)
    {
        Assert.Empty(change.BlockedExports());
        Assert.Empty(change.TakenNames());
    }
}
