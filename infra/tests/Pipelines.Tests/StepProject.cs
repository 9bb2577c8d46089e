using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>The CodeBuild project of a step, read from the template.</summary>
internal sealed class StepProject
{
    /// <summary>Permissions of every build: logs, reports, and artifacts with their key.</summary>
    private static readonly string[] EveryBuild = ["logs:", "codebuild:", "s3:", "kms:"];

    /// <summary>Buckets with a fixed name, which don't hold artifacts.</summary>
    private const string FixedBucketName = ":s3:::expenses-";

    private readonly JsonObject resources;
    private readonly JsonNode properties;

    /// <param name="action">The name of the action without its prefix, such as "SmokeTest".</param>
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

    /// <summary>The environment variables, from the project and from the action (stack outputs).</summary>
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

    /// <summary>The permissions of the step's role, except those of every build, as "action on resource".</summary>
    public IEnumerable<string> Permissions =>
        from statement in Statements
        from action in All(statement["Action"]!)
        from allowed in All(statement["Resource"]!)
        let text = $"{(string?)action} on {TemplateText.Of(allowed)}"
        where
            text.Contains(FixedBucketName, StringComparison.Ordinal)
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

    /// <summary>Gets the only statement of the step's role that allows an action.</summary>
    public JsonNode StatementOf(string action) =>
        Statements.Single(statement => All(statement["Action"]!).Any(allowed => (string?)allowed == action));

    public IEnumerable<string> ResourcesOf(string action) => All(StatementOf(action)["Resource"]!).Select(TemplateText.Of);

    private static IEnumerable<JsonNode> All(JsonNode node) => node is JsonArray many ? many.Select(item => item!) : [node];
}
