using System.Text.Json.Nodes;

namespace Rehearsal.Aws.Iam;

/// <summary>A policy of a role.</summary>
public sealed record NamedPolicy(string Name, JsonNode Document)
{
    /// <summary>The statements in order. A document with one statement may have it without a list.</summary>
    public IEnumerable<PolicyStatement> Statements =>
        (Document["Statement"] is JsonArray several ? several.Select(one => one!) : [Document["Statement"]!]).Select(
            (statement, index) => new PolicyStatement(Name, index + 1, statement)
        );
}

/// <param name="Number">Counts from 1.</param>
public sealed record PolicyStatement(string Policy, int Number, JsonNode Json)
{
    public bool Allows => (string?)Json["Effect"] == "Allow";

    /// <summary>The statement's text, by which it is the same in two versions of a policy.</summary>
    public string Text => Json.ToJsonString();

    public string Actions => List(Json["Action"] ?? Json["NotAction"]);

    public string Resources => List(Json["Resource"] ?? Json["NotResource"]);

    private static string List(JsonNode? one) => one is JsonArray several ? string.Join(", ", several.Select(item => $"{item}")) : $"{one}";
}
