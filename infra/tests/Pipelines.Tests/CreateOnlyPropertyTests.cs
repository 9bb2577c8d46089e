using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Expenses.Settings;
using Expenses.Tests.Changes;

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

    /// <summary>Another value than Dev's, for every setting of an environment. The table of changes is made with them, too.</summary>
    private static readonly Dictionary<string, JsonNode> Changes = SettingsChange
        .All.SelectMany(change => change)
        .GroupBy(setting => setting.Key)
        .ToDictionary(setting => setting.Key, setting => setting.Last().Value!);

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
                parent[keys[^1]] = value.DeepClone();
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
