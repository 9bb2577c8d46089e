using System.Text.Json.Nodes;
using Rehearsal.App;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.App;

/// <summary>A setting that `push --with` changes.</summary>
public sealed class ChangedSettingTests : IDisposable
{
    private const string Settings = """
        {
          "app": "dotnet run",
          "context": {
            "delivery": {
              "branch": "main",
              "environments": [
                { "name": "Dev", "vpc": { "availabilityZones": 2 }, "cache": { "engineVersion": "7.1" }, "protect": false },
                { "name": "Prod", "vpc": { "availabilityZones": 2, "nat": "gateway" }, "frontend": { "logDays": 7 } }
              ]
            }
          }
        }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("settings-").FullName;

    public ChangedSettingTests() => File.WriteAllText(Path.Combine(folder, "cdk.json"), Settings);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Dev.vpc.availabilityZones=3", "vpc", """{ "availabilityZones": 3 }""")]
    [InlineData("dev.VPC.availabilityzones = 3", "vpc", """{ "availabilityZones": 3 }""")]
    // Dev has none: its name is as in Prod.
    [InlineData("dev.vpc.NAT=instance", "vpc", """{ "availabilityZones": 2, "nat": "instance" }""")]
    [InlineData("Dev.frontend.LOGDAYS=30", "frontend", """{ "logDays": 30 }""")]
    [InlineData(
        "Dev.vpc.zones=[\"us-east-1a\", \"us-east-1b\"]",
        "vpc",
        """{ "availabilityZones": 2, "zones": ["us-east-1a", "us-east-1b"] }"""
    )]
    [InlineData("Dev.cache.engineVersion=8.1", "cache", """{ "engineVersion": "8.1" }""")]
    [InlineData("Dev.cache.engineVersion=\"8.1\"", "cache", """{ "engineVersion": "8.1" }""")]
    [InlineData("Dev.protect=true", "protect", "true")]
    [InlineData("Dev.cache.engineVersion=null", "cache", "{}")]
    public void A_setting_of_an_environment_gets_the_value(string setting, string group, string expected)
    {
        Apply(setting);
        var dev = Delivery()["environments"]![0]!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), dev[group]), dev.ToJsonString());
    }

    [Fact]
    public void Several_settings_change_together_and_no_other_one_does()
    {
        Apply("Branch=trunk", "Prod.vpc.availabilityZones=3");
        var expected = JsonNode.Parse(Settings)!["context"]!["delivery"]!;
        expected["branch"] = "trunk";
        expected["environments"]![1]!["vpc"]!["availabilityZones"] = 3;
        Assert.True(JsonNode.DeepEquals(expected, Delivery()), Delivery().ToJsonString());
    }

    [Theory]
    [InlineData("Dev.vpc.availabilityZones", "it must be a setting and its value, such as Dev.vpc.availabilityZones=3.")]
    [InlineData("=3", "it must be a setting and its value, such as Dev.vpc.availabilityZones=3.")]
    [InlineData("Dev=3", "it must name a setting of the environment, too.")]
    [InlineData("Test.protect=true", "cdk.json has no environment and no setting Test; its environments are Dev, Prod.")]
    [InlineData("Dev.protect.all=true", "protect is one setting, not a group of settings.")]
    [InlineData("Dev.vpc.availabilityZones=2", "cdk.json has this value already.")]
    public void A_setting_that_cannot_be_changed_is_refused_and_nothing_is_changed(string setting, string why)
    {
        var refusal = Assert.Throws<UserError>(() => Apply("Prod.vpc.availabilityZones=3", setting));
        Assert.Equal($"--with {setting}: {why}", refusal.Message);
        Assert.Equal(Settings, File.ReadAllText(Path.Combine(folder, "cdk.json")));
    }

    private void Apply(params string[] settings) => ChangedSetting.Apply(settings.Select(setting => new ChangedSetting(setting)), folder);

    private JsonNode Delivery() => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "cdk.json")))!["context"]!["delivery"]!;
}
