using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Expenses.Settings;

namespace Expenses.Tests;

/// <summary>
/// CloudFormation replaces a resource, and deletes the old one with its data, when a create-only property changes. create-only.json lists
/// the create-only properties (including conditional ones) of resources with data and of resources they reference by name. The lists come
/// from the schemas in cfn-lint 1.51.
/// </summary>
public sealed class CreateOnlyPropertyTests(SynthesisedApp app)
{
    private static readonly JsonObject CreateOnly = (JsonObject)
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "tests", "Pipelines.Tests", "create-only.json")))!;

    /// <summary>Another value than Dev's in the tests' settings, for every setting of an environment.</summary>
    private static readonly Dictionary<string, string> Changes = new()
    {
        ["approve"] = "true",
        ["protect"] = "true",
        ["bakeMinutes"] = "10",
        ["vpc.availabilityZones"] = "3",
        ["vpc.natGateways"] = "2",
        ["vpc.nat"] = "\"instance\"",
        ["vpc.flowLogDays"] = "30",
        ["vpc.zones"] = """["us-east-1e", "us-east-1b", "us-east-1c"]""",
        ["database.engineVersion"] = "\"18.3\"",
        ["database.minCapacity"] = "1",
        ["database.maxCapacity"] = "4",
        ["database.readers"] = "2",
        ["database.backupDays"] = "9",
        ["database.rotationDays"] = "60",
        ["database.logDays"] = "30",
        ["cache.engine"] = "\"valkey\"",
        ["cache.engineVersion"] = "\"8.1\"",
        ["cache.nodeType"] = "\"cache.t4g.medium\"",
        ["cache.nodes"] = "2",
        ["cache.snapshotDays"] = "3",
        ["backend.cpu"] = "512",
        ["backend.memory"] = "2048",
        ["backend.minTasks"] = "2",
        ["backend.maxTasks"] = "4",
        ["backend.spot"] = "false",
        ["backend.loadBalancer"] = "\"internal\"",
        ["backend.logDays"] = "30",
        ["backend.mailSender"] = "\"expenses@example.com\"",
        ["backend.domain"] = """{ "name": "api.example.com", "hostedZone": "example.com", "hostedZoneId": "Z1" }""",
        ["frontend.domain"] = "\"expenses.example.com\"",
        ["frontend.logDays"] = "30",
    };

    [Fact]
    public void Every_setting_of_an_environment_is_tested_with_another_value() =>
        Assert.Equal(
            Settings(typeof(EnvironmentSettings)).Except(["name", "account", "region"]).Order(StringComparer.Ordinal),
            Changes.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("backend.domain")]
    [InlineData("backend.loadBalancer")]
    public void No_setting_replaces_a_resource_with_data(string excludedByAnother)
    {
        var changed = SynthesisedApp.With(delivery =>
        {
            foreach (var (path, value) in Changes.Where(change => change.Key != excludedByAnother))
            {
                var keys = path.Split('.');
                var dev = delivery.Environment("Dev");
                var parent = keys.Length == 1 ? dev : (dev[keys[0]] ??= new JsonObject()).AsObject();
                parent[keys[^1]] = JsonNode.Parse(value);
            }
        });
        var (before, after) = (CreateOnlyValues(app), CreateOnlyValues(changed));
        // With a domain or an internal load balancer, CloudFront sends no secret header.
        Assert.Equal(["BackendApp/DistributionOriginSecret3BC39A54"], before.Keys.Except(after.Keys));
        Assert.All(
            before.Where(resource => after.ContainsKey(resource.Key)),
            resource => Assert.Equal(resource.Value, after[resource.Key])
        );
    }

    /// <summary>Gets the create-only properties of resources, by stack and logical ID.</summary>
    private static Dictionary<string, string> CreateOnlyValues(SynthesisedApp app) =>
        (
            from stack in app.Stage("Dev").Node.Children.OfType<Stack>()
            let template = Template.FromStack(stack)
            from type in CreateOnly
            from resource in template.Resources(type.Key)
            let properties = resource.Value["Properties"] ?? new JsonObject()
            let values = type.Value!.AsArray().Select(name => $"{name}: {properties[(string)name!]?.ToJsonString()}")
            select ($"{stack.Node.Id}/{resource.Key}", string.Join('\n', values))
        ).ToDictionary();

    private static IEnumerable<string> Settings(Type record) =>
        from property in record.GetProperties()
        let name = JsonNamingPolicy.CamelCase.ConvertName(property.Name)
        from setting in property.PropertyType.Namespace == record.Namespace && property.PropertyType != typeof(ApiDomainSettings)
            ? Settings(property.PropertyType).Select(inner => $"{name}.{inner}")
            : [name]
        select setting;
}
