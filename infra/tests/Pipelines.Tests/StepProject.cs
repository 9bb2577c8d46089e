using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>The CodeBuild project that runs one step of the pipeline, as its template has it.</summary>
internal sealed class StepProject
{
    /// <summary>What every build needs: to log, to report, and to read its artifacts, which a key may encrypt.</summary>
    private static readonly string[] EveryBuild = ["logs:", "codebuild:", "s3:", "kms:"];

    /// <summary>Of buckets only those with a settled name are no artifacts.</summary>
    private const string SettledBucket = ":s3:::expenses-";

    private readonly JsonObject resources;
    private readonly JsonNode properties;

    /// <param name="action">As in "Dev", "SmokeTest".</param>
    public StepProject(SynthesisedApp app, string stage, string action)
    {
        resources = app.PipelineTemplate.Json()["Resources"]!.AsObject();
        var stages = app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!.AsArray();
        Action = stages.Single(candidate => (string?)candidate!["Name"] == stage)!["Actions"]!
            .AsArray()
            .Single(candidate => ((string)candidate!["Name"]!).Split('.')[^1] == action)!;
        properties = resources[(string)Action["Configuration"]!["ProjectName"]!["Ref"]!]!["Properties"]!;
    }

    public JsonNode Action { get; }

    public JsonNode Properties => properties;

    public JsonNode BuildEnvironment => properties["Environment"]!;

    public string[] Commands =>
        [
            .. JsonNode.Parse((string)properties["Source"]!["BuildSpec"]!)!["phases"]!
                .AsObject()
                .SelectMany(phase => phase.Value!["commands"]!.AsArray())
                .Select(command => (string)command!),
        ];

    /// <summary>What the step is told: by the project, and by the action with what stacks have put out.</summary>
    public Dictionary<string, string> Variables =>
        (BuildEnvironment["EnvironmentVariables"]?.AsArray() ?? [])
            .Select(variable => ((string)variable!["Name"]!, TemplateText.Of(variable["Value"]!)))
            .Concat(
                (JsonNode.Parse((string?)Action["Configuration"]!["EnvironmentVariables"] ?? "[]")!.AsArray()).Select(variable =>
                    ((string)variable!["name"]!, (string)variable["value"]!)
                )
            )
            .Where(variable => variable.Item1 != "_PROJECT_CONFIG_HASH")
            .ToDictionary();

    /// <summary>What the step's own role allows beyond what every build needs: "action on resource".</summary>
    public IEnumerable<string> Permissions =>
        from statement in Statements
        from action in All(statement["Action"]!)
        from allowed in All(statement["Resource"]!)
        let text = $"{(string?)action} on {TemplateText.Of(allowed)}"
        where
            text.Contains(SettledBucket, StringComparison.Ordinal)
            || !EveryBuild.Any(service => text.StartsWith(service, StringComparison.Ordinal))
        select text;

    private IEnumerable<JsonNode> Statements
    {
        get
        {
            var role = (string)properties["ServiceRole"]!["Fn::GetAtt"]![0]!;
            return from resource in resources
                where
                    (string?)resource.Value!["Type"] == "AWS::IAM::Policy"
                    && (string?)resource.Value["Properties"]!["Roles"]![0]!["Ref"] == role
                from statement in resource.Value["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()
                select statement;
        }
    }

    /// <summary>The one statement of the step's own role that allows an action.</summary>
    public JsonNode StatementOf(string action) =>
        Statements.Single(statement => All(statement["Action"]!).Any(allowed => (string?)allowed == action));

    public IEnumerable<string> ResourcesOf(string action) => All(StatementOf(action)["Resource"]!).Select(TemplateText.Of);

    private static IEnumerable<JsonNode> All(JsonNode node) => node is JsonArray many ? many.Select(item => item!) : [node];
}
