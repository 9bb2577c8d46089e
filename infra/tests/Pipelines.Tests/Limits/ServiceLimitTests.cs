using System.Text.Json.Nodes;
using Expenses.Tests.CrossAccount;

namespace Expenses.Tests.Limits;

/// <summary>Names and descriptions that pass a linter but that the service rejects would fail a deployment half-way.</summary>
public sealed class ServiceLimitTests(AppsByLayout layouts, Variants variants, ServiceLimitTests.UnusualApp unusual)
    : IClassFixture<ServiceLimitTests.UnusualApp>
{
    private const string Unusual = "long names";

    public static TheoryData<string> Apps => [.. AppsByLayout.All, .. Variants.All, Unusual];

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_name_and_description_is_valid_for_its_service(string app) =>
        AssertNone(
            from value in Values(app)
            from limit in ServiceLimits.All
            where limit.AppliesTo(value.Type, value.Path) && !limit.Allows(value.Value)
            select $"{value.Type} {value.Path} is {value.Value.ToJsonString()}: it must match {limit.Pattern}"
        );

    [Theory]
    [MemberData(nameof(Apps))]
    public void Every_description_has_a_limit_in_these_tests(string app) =>
        AssertNone(
            from value in Values(app)
            where
                value.Path.Split('.')[^1] is { } name
                && (name.EndsWith("Description", StringComparison.Ordinal) || name is "Comment" or "DisplayName")
            where !ServiceLimits.All.Any(limit => limit.AppliesTo(value.Type, value.Path))
            select $"{value.Type} {value.Path} is not in {nameof(ServiceLimits)}.cs: add the limit of its service."
        );

    private IEnumerable<(string Type, string Path, JsonNode Value)> Values(string app)
    {
        var synthesised =
            app == Unusual ? unusual.App
            : AppsByLayout.All.Any(layout => layout.Data == app) ? layouts[app]
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

    private static void AssertNone(IEnumerable<string> findings) => Assert.True(!findings.Any(), string.Join("\n", findings.Distinct()));

    /// <summary>An app with the longest repository and branch that the settings allow.</summary>
    public sealed class UnusualApp
    {
        public SynthesisedApp App { get; } =
            SynthesisedApp.With(delivery =>
            {
                AppsByLayout.Apply(delivery, AppsByLayout.SeparateAccounts);
                delivery["repository"] = $"An-Organisation-With-A-Name-Of-39-Chars/{new string('r', 53)}";
                delivery["branch"] = $"feature/with-slashes/’{new string('b', 230)}";
                delivery.Environment("Prod")["frontend"] = new JsonObject { ["domain"] = "expenses.example.com" };
            });
    }
}
