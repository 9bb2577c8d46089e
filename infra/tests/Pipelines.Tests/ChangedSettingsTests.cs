using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Expenses.Settings;

namespace Expenses.Tests;

/// <summary>
/// CloudFormation replaces a resource, and deletes what the old one held, when a property changes that its schema calls create-only.
/// create-only.json lists these properties (also the conditional ones) of what holds data, and of what that refers to by name, from the schemas that cfn-lint 1.51 carries.
/// </summary>
public sealed class ChangedSettingsTests(SynthesisedApp app)
{
    private static readonly JsonObject CreateOnly = (JsonObject)
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "infra", "tests", "Pipelines.Tests", "create-only.json")))!;

    /// <summary>Every setting of an environment, with another value than the tests' settings have for Dev.</summary>
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
        ["backend.domain"] = """{ "name": "api.example.com", "hostedZone": "example.com", "hostedZoneId": "Z1" }""",
        ["frontend.domain"] = "\"expenses.example.com\"",
        ["frontend.logDays"] = "30",
    };

    [Fact]
    public void Every_setting_of_an_environment_is_tried_with_another_value() =>
        Assert.Equal(
            Settings(typeof(EnvironmentSettings)).Except(["name", "account", "region"]).Order(StringComparer.Ordinal),
            Changes.Keys.Order(StringComparer.Ordinal)
        );

    [Theory]
    [InlineData("backend.domain")]
    [InlineData("backend.loadBalancer")]
    public void No_setting_replaces_what_holds_data(string excludedByAnother)
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
        var (before, after) = (WhatLasts(app), WhatLasts(changed));
        // With a domain or an internal load balancer there is no secret that CloudFront shows.
        Assert.Equal(["BackendApp/DistributionOriginSecret3BC39A54"], before.Keys.Except(after.Keys));
        Assert.All(
            before.Where(resource => after.ContainsKey(resource.Key)),
            resource => Assert.Equal(resource.Value, after[resource.Key])
        );
    }

    /// <summary>The create-only properties of what lasts, by stack and logical ID.</summary>
    private static Dictionary<string, string> WhatLasts(SynthesisedApp app) =>
        (
            from stack in app.Stage("Dev").Node.Children.OfType<Stack>()
            let template = Template.FromStack(stack)
            from type in CreateOnly
            from resource in template.Resources(type.Key)
            let properties = resource.Value["Properties"] ?? new JsonObject()
            let created = type.Value!.AsArray().Select(name => $"{name}: {properties[(string)name!]?.ToJsonString()}")
            select ($"{stack.Node.Id}/{resource.Key}", string.Join('\n', created))
        ).ToDictionary();

    private static IEnumerable<string> Settings(Type record) =>
        from property in record.GetProperties()
        let name = JsonNamingPolicy.CamelCase.ConvertName(property.Name)
        from setting in property.PropertyType.Namespace == record.Namespace && property.PropertyType != typeof(ApiDomainSettings)
            ? Settings(property.PropertyType).Select(inner => $"{name}.{inner}")
            : [name]
        select setting;
}
