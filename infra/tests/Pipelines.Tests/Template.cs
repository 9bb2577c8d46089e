using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests;

/// <summary>
/// A stack's template, read once from the synthesised file. The CDK's own Template class sends the whole file through jsii each time.
/// </summary>
public sealed class Template
{
    private static readonly ConditionalWeakTable<Stack, Template> Read = [];

    private readonly JsonObject json;

    private Template(Stack stack)
    {
        // Synthesises the app and rejects circular dependencies.
        Amazon.CDK.Assertions.Template.FromStack(stack);
        json = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Stage.Of(stack)!.Outdir, stack.TemplateFile)))!;
    }

    public static Template FromStack(Stack stack) => Read.GetValue(stack, stack => new(stack));

    /// <summary>Gets the template. All tests share it, so don't change it.</summary>
    public JsonObject Json() => json;

    /// <summary>Gets the resources of a type, by logical ID.</summary>
    public IReadOnlyDictionary<string, JsonObject> Resources(string type) =>
        (json["Resources"]?.AsObject() ?? [])
            .Where(resource => (string?)resource.Value!["Type"] == type)
            .ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject());

    /// <summary>Gets the properties of all resources of a type.</summary>
    public IEnumerable<JsonObject> All(string type) => Resources(type).Values.Select(resource => resource["Properties"]!.AsObject());

    /// <summary>Gets the properties of the only resource of a type.</summary>
    public JsonObject Only(string type) => Assert.Single(All(type));

    /// <summary>Asserts that at least one resource of the type has all properties in the JSON.</summary>
    public void Has(string type, string json) => Assert.Contains(All(type), properties => Matches(properties, JsonNode.Parse(json)));

    public void ResourceCountIs(string type, int count) => Assert.Equal(count, Resources(type).Count);

    private static bool Matches(JsonNode? node, JsonNode? wanted) =>
        (node, wanted) switch
        {
            (JsonObject actual, JsonObject expected) => expected.All(entry => Matches(actual[entry.Key], entry.Value)),
            (JsonArray actual, JsonArray expected) => actual.Count == expected.Count
                && actual.Zip(expected).All(pair => Matches(pair.First, pair.Second)),
            _ => JsonNode.DeepEquals(node, wanted),
        };
}
