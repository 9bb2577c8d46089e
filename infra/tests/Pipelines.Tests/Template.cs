using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests;

/// <summary>
/// A stack's template, read once from the file that the synthesis wrote.
/// The CDK's own Template sends the whole file through jsii each time.
/// </summary>
public sealed class Template
{
    private static readonly ConditionalWeakTable<Stack, Template> Read = [];

    private readonly JsonObject json;

    private Template(Stack stack)
    {
        // Synthesises the app, and refuses resources that depend on each other in a circle.
        Amazon.CDK.Assertions.Template.FromStack(stack);
        json = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Stage.Of(stack)!.Outdir, stack.TemplateFile)))!;
    }

    public static Template FromStack(Stack stack) => Read.GetValue(stack, stack => new(stack));

    /// <summary>The template as JSON to walk through. All tests share it.</summary>
    public JsonObject Json() => json;

    /// <summary>Every resource of a type, by its logical ID.</summary>
    public IReadOnlyDictionary<string, JsonObject> Resources(string type) =>
        (json["Resources"]?.AsObject() ?? [])
            .Where(resource => (string?)resource.Value!["Type"] == type)
            .ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject());

    /// <summary>The properties of every resource of a type.</summary>
    public IEnumerable<JsonObject> All(string type) => Resources(type).Values.Select(resource => resource["Properties"]!.AsObject());

    /// <summary>The properties of the only resource of a type.</summary>
    public JsonObject Only(string type) => Assert.Single(All(type));

    /// <summary>At least one resource of the type holds all that the JSON names.</summary>
    public void Has(string type, string json) => Assert.Contains(All(type), properties => Holds(properties, JsonNode.Parse(json)));

    public void ResourceCountIs(string type, int count) => Assert.Equal(count, Resources(type).Count);

    private static bool Holds(JsonNode? node, JsonNode? wanted) =>
        (node, wanted) switch
        {
            (JsonObject has, JsonObject names) => names.All(name => Holds(has[name.Key], name.Value)),
            (JsonArray has, JsonArray items) => has.Count == items.Count && has.Zip(items).All(pair => Holds(pair.First, pair.Second)),
            _ => JsonNode.DeepEquals(node, wanted),
        };
}
