using System.Text.Json.Nodes;

namespace Expenses.Tests.Changes;

/// <summary>Settings of a running environment that change with a push, there and back.</summary>
public sealed class SettingsChangeTests(SynthesisedApp app, SettingsChangeTests.ChangedApps changed) : IClassFixture<SettingsChangeTests.ChangedApps>
{
    private const string Domain = "a domain", ThirdZone = "a third zone", NatInstance = "a NAT instance", SecondGateway = "a second NAT gateway";

    public static TheoryData<string> There => [Domain, ThirdZone, NatInstance, SecondGateway];

    /// <summary>Every change but the third zone: what runs in a zone holds its subnets.</summary>
    public static TheoryData<string> Back => [Domain, NatInstance, SecondGateway];

    [Theory]
    [MemberData(nameof(There))]
    public void A_change_drops_no_export_and_passes_no_name_on(string change) => Passes(To(change));

    [Theory]
    [MemberData(nameof(Back))]
    public void The_way_back_drops_no_export_and_passes_no_name_on(string change) => Passes(From(change));

    [Fact]
    public void A_third_zone_moves_no_subnet_and_no_data()
    {
        var change = To(ThirdZone);
        Assert.Empty(change.Changed("Vpc", "AWS::EC2::Subnet", "CidrBlock"));
        Assert.Empty(change.Changed("Vpc", "AWS::EC2::Subnet", "AvailabilityZone"));
        var (gone, come) = change.Exchanged("Vpc", "AWS::EC2::Subnet");
        Assert.Empty(gone);
        Assert.Equal(3, come.Length);
    }

    [Theory]
    [InlineData(NatInstance)]
    [InlineData(SecondGateway)]
    public void Another_way_out_takes_over_the_routes_in_place(string way)
    {
        foreach (var change in (SettingsChange[])[To(way), From(way)])
            Assert.Equal(([], []), change.Exchanged("Vpc", "AWS::EC2::Route"));
    }

    private SettingsChange To(string change) => new(app, changed[change]);

    private SettingsChange From(string change) => new(changed[change], app);

    private static void Passes(SettingsChange change)
    {
        Assert.Empty(change.BlockedExports());
        Assert.Empty(change.TakenNames());
    }

    /// <summary>The app by what is changed in Dev's settings; each synthesised once.</summary>
    public sealed class ChangedApps
    {
        private readonly Dictionary<string, Lazy<SynthesisedApp>> apps = new Dictionary<string, Action<JsonNode>>
        {
            [Domain] = dev => dev["backend"]!["domain"] = new JsonObject { ["name"] = "api.example.com", ["hostedZone"] = "example.com", ["hostedZoneId"] = "Z0123456789" },
            [ThirdZone] = dev => dev["vpc"]!["availabilityZones"] = 3,
            [NatInstance] = dev => dev["vpc"]!["nat"] = "instance",
            [SecondGateway] = dev => dev["vpc"]!["natGateways"] = 2,
        }.ToDictionary(change => change.Key, change => new Lazy<SynthesisedApp>(() => SynthesisedApp.With(delivery => change.Value(delivery["dev"]!))));

        public SynthesisedApp this[string change] => apps[change].Value;
    }
}
