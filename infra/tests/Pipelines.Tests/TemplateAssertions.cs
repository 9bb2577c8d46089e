using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK.Assertions;

namespace Expenses.Tests;

internal static class TemplateAssertions
{
    extension(Template template)
    {
        /// <summary>The template as JSON to walk through.</summary>
        public JsonObject Json() => (JsonObject)JsonSerializer.SerializeToNode(template.ToJSON())!;

        /// <summary>Every resource of a type, by its logical ID.</summary>
        public IReadOnlyDictionary<string, JsonObject> Resources(string type) => template.Json()["Resources"]!.AsObject()
            .Where(resource => (string?)resource.Value!["Type"] == type)
            .ToDictionary(resource => resource.Key, resource => resource.Value!.AsObject());

        /// <summary>The properties of every resource of a type.</summary>
        public IEnumerable<JsonObject> All(string type) => template.Resources(type).Values.Select(resource => resource["Properties"]!.AsObject());

        /// <summary>The properties of the only resource of a type.</summary>
        public JsonObject Only(string type) => Assert.Single(template.All(type));

        /// <summary>At least one resource of the type holds all that the JSON names.</summary>
        public void Has(string type, string json) => template.HasResourceProperties(type, Match.ObjectLike(Dictionary(JsonNode.Parse(json)!.AsObject())));
    }

    // jsii passes dictionaries and arrays on; JSON nodes it does not know.
    private static Dictionary<string, object> Dictionary(JsonObject json) => json.ToDictionary(entry => entry.Key, entry => Plain(entry.Value!));

    private static object Plain(JsonNode node) => node switch
    {
        JsonObject json => Dictionary(json),
        JsonArray array => array.Select(item => Plain(item!)).ToArray(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.Number => node.GetValue<double>(),
            _ => node.GetValue<bool>(),
        },
    };
}
