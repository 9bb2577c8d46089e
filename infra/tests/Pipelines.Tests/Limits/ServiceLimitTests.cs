using System.Text.Json.Nodes;
using Expenses.Tests.Elsewhere;

namespace Expenses.Tests.Limits;

/// <summary>Names and descriptions that a linter passes and the service refuses would stop a deployment half-way.</summary>
public sealed class ServiceLimitTests(PlacedApps placed, Variants variants, ServiceLimitTests.UnusualApp unusual)
    : IClassFixture<ServiceLimitTests.UnusualApp>
{
    private const string Unusual = "long names";

    public static TheoryData<string> Apps => [.. PlacedApps.All, .. Variants.All, Unusual];

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_name_and_description_is_one_that_its_service_takes(string app) =>
        None(
            from value in Values(app)
            from limit in ServiceLimits.All
            where limit.Concerns(value.Type, value.Path) && !limit.Admits(value.Value)
            select $"{value.Type} {value.Path} is {value.Value.ToJsonString()}: it has to match {limit.Pattern}"
        );

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_description_has_a_limit_that_these_tests_know(string app) =>
        None(
            from value in Values(app)
            where
                value.Path.Split('.')[^1] is { } name
                && (name.EndsWith("Description", StringComparison.Ordinal) || name is "Comment" or "DisplayName")
            where !ServiceLimits.All.Any(limit => limit.Concerns(value.Type, value.Path))
            select $"{value.Type} {value.Path} is not in {nameof(ServiceLimits)}.cs: add what its service takes."
        );

    private IEnumerable<(string Type, string Path, JsonNode Value)> Values(string app)
    {
        var synthesised =
            app == Unusual ? unusual.App
            : PlacedApps.All.Any(place => place.Data == app) ? placed[app]
            : variants[app];
        var assembly = synthesised.Assembly;
        return from file in Directory.EnumerateFiles(assembly, "*.template.json", SearchOption.AllDirectories)
            from resource in JsonNode.Parse(File.ReadAllText(file))!["Resources"]!.AsObject()
            from value in Walk("", resource.Value!["Properties"])
            select ((string)resource.Value["Type"]!, value.Path, value.Value);
    }

    private static IEnumerable<(string Path, JsonNode Value)> Walk(string path, JsonNode? node) =>
        node switch
        {
            null => [],
            JsonArray list => list.SelectMany(item => Walk(path, item)),
            JsonObject map when !IsFunction(map) => map.SelectMany(entry =>
                Walk(path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", entry.Value)
            ),
            _ => [(path, node)],
        };

    /// <summary>Whether CloudFormation computes the value, as in { "Ref": "..." }.</summary>
    private static bool IsFunction(JsonObject map) =>
        map.Count == 1 && map.First().Key is { } key && (key == "Ref" || key.StartsWith("Fn::", StringComparison.Ordinal));

    private static void None(IEnumerable<string> findings) => Assert.True(!findings.Any(), string.Join("\n", findings.Distinct()));

    /// <summary>A user's own repository and branch, as long as the settings allow them.</summary>
    public sealed class UnusualApp
    {
        public SynthesisedApp App { get; } =
            SynthesisedApp.With(delivery =>
            {
                PlacedApps.Put(delivery, PlacedApps.OfTheirOwn);
                delivery["repository"] = $"An-Organisation-With-A-Name-Of-39-Chars/{new string('r', 53)}";
                delivery["branch"] = $"feature/with-slashes/’{new string('b', 230)}";
                delivery.Environment("Prod")["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
            });
    }
}
