using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>Reads a pipeline from a template's resources, and names everything in it that can't be rehearsed.</summary>
internal sealed class PipelineReader(AssemblyStack stack, JsonObject resources)
{
    /// <summary>CodePipeline's default.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromDays(7);

    private static readonly string[] PipelineKeys =
    [
        "ArtifactStore",
        "ArtifactStores",
        "ExecutionMode",
        "Name",
        "PipelineType",
        "RestartExecutionOnUpdate",
        "RoleArn",
        "Stages",
        "Tags",
        // A push of the rehearsal starts the pipeline, whatever its triggers are.
        "Triggers",
        "Variables",
    ];

    private static readonly string[] StageKeys = ["Actions", "BeforeEntry", "Name", "OnFailure", "OnSuccess"];

    private static readonly string[] ActionKeys =
    [
        "ActionTypeId",
        "Configuration",
        "InputArtifacts",
        "Name",
        "Namespace",
        "OutputArtifacts",
        "Region",
        "RoleArn",
        "RunOrder",
        "TimeoutInMinutes",
    ];

    private readonly TemplateValues values = new(stack.Environment.Account, stack.Environment.Region, resources);
    private readonly List<Unsupported> unsupported = [];

    public PipelineDefinition Read(JsonNode pipeline, string template)
    {
        foreach (var key in UnknownKeys(pipeline, PipelineKeys))
            unsupported.Add(new(null, $"The pipeline has {key}, which the rehearsal doesn't support."));
        StageDefinition[] stages = [.. pipeline["Stages"]!.AsArray().Select(stage => Stage(stage!))];
        return new(stack, pipeline["Name"] is JsonValue name ? name.ToString() : stack.StackName, stages, template)
        {
            Mode = Enum.Parse<ExecutionMode>(pipeline["ExecutionMode"]?.ToString() ?? nameof(ExecutionMode.Superseded), ignoreCase: true),
            RestartsOnUpdate = (bool?)pipeline["RestartExecutionOnUpdate"] ?? false,
            Variables = Variables(pipeline["Variables"] as JsonArray ?? []),
            Unsupported = unsupported,
        };
    }

    /// <summary>Gets the variables of the pipeline with their default values, since no push of the rehearsal sets others.</summary>
    private Dictionary<string, string> Variables(JsonArray variables)
    {
        foreach (var variable in variables.Where(variable => variable!["DefaultValue"] is not JsonValue))
            unsupported.Add(new(null, $"The pipeline's variable {variable!["Name"]} has no default value, so no push can start it."));
        return variables
            .Where(variable => variable!["DefaultValue"] is JsonValue)
            .ToDictionary(variable => variable!["Name"]!.ToString(), variable => variable!["DefaultValue"]!.ToString());
    }

    private StageDefinition Stage(JsonNode stage)
    {
        var name = stage["Name"]!.ToString();
        foreach (var key in UnknownKeys(stage, StageKeys))
            Refuse(name, $"Stage {name} has {key}, which the rehearsal doesn't support.");
        var conditions = new ConditionReader(name, stage, stack.Environment);
        var failure = Condition("OnFailure", "ROLLBACK");
        if (failure is not null && stage["OnFailure"]!["Result"] is { } result)
        {
            Refuse(
                name,
                $"OnFailure of stage {name} has the result {result} and a condition. AWS doesn't document what happens then: remove one."
            );
        }
        return new(name, [.. stage["Actions"]!.AsArray().Select(action => Action(name, action!))])
        {
            BeforeEntry = Condition("BeforeEntry", "FAIL", "SKIP"),
            OnFailure = stage["OnFailure"] is { } reaction ? Reaction(name, reaction) : FailureReaction.Stay,
            OnFailureIf = failure,
            OnSuccess = Condition("OnSuccess", "ROLLBACK", "FAIL"),
        };

        StageCondition? Condition(string kind, params string[] results)
        {
            try
            {
                return conditions.Read(kind, results);
            }
            catch (UserError error)
            {
                Refuse(name, error.Message);
                return null;
            }
        }
    }

    private FailureReaction Reaction(string stage, JsonNode reaction)
    {
        switch (reaction["Result"]?.ToString(), reaction["RetryConfiguration"]?["RetryMode"]?.ToString())
        {
            case ("ROLLBACK", _):
                return FailureReaction.Rollback;
            case ("RETRY", "ALL_ACTIONS"):
                return FailureReaction.RetryAllActions;
            case ("RETRY", _):
                return FailureReaction.RetryFailedActions;
            case ("FAIL" or null, _):
                return FailureReaction.Stay;
            case var (result, _):
                Refuse(stage, $"Stage {stage} reacts to a failure with {result}; the rehearsal supports only ROLLBACK, RETRY and FAIL.");
                return FailureReaction.Stay;
        }
    }

    private ActionDefinition Action(string stage, JsonNode action)
    {
        var name = values.Text(action["Name"], $"The name of an action in {stage}");
        var (owner, provider) = (action["ActionTypeId"]!["Owner"]!.ToString(), action["ActionTypeId"]!["Provider"]!.ToString());
        var given = SupportedActions.Has(provider) ? action["Configuration"] as JsonObject ?? [] : [];
        var configuration = Texts(stage, name, given);
        string[] flaws =
        [
            .. UnknownKeys(action, ActionKeys).Select(key => $"it has {key}, which the rehearsal doesn't support"),
            .. SupportedActions.Flaws(owner, provider, given.Select(entry => entry.Key), configuration.GetValueOrDefault("ActionMode")),
        ];
        foreach (var flaw in flaws)
            Refuse(stage, $"{stage}.{name}: {flaw}.");
        var environment = EnvironmentOf(action);
        if (provider == "CodeBuild" && environment != stack.Environment)
            Refuse(stage, $"{stage}.{name}: it builds in {environment.Address}; the rehearsal builds only where the pipeline is.");
        return new(
            name,
            (int?)action["RunOrder"] ?? 1,
            provider,
            action["Namespace"]?.ToString(),
            provider == "CodeBuild" ? Project(stage, name, given["ProjectName"]) : null
        )
        {
            Configuration = configuration,
            Inputs = Names(action["InputArtifacts"]),
            Outputs = Names(action["OutputArtifacts"]),
            Timeout = (int?)action["TimeoutInMinutes"] is { } minutes ? TimeSpan.FromMinutes(minutes) : DefaultTimeout,
            Environment = environment,
        };
    }

    /// <summary>Gets where an action works: in the account of its role, and in its region.</summary>
    private AwsEnvironment EnvironmentOf(JsonNode action)
    {
        var region = action["Region"] is JsonValue text ? text.ToString() : stack.Environment.Region;
        try
        {
            // arn:aws:iam::ACCOUNT:role/NAME
            var role = action["RoleArn"] is { } arn ? values.Text(arn, "RoleArn").Split(':') : [];
            return new(role.Length > 5 ? role[4] : stack.Environment.Account, region);
        }
        catch (UserError)
        {
            // A role of the pipeline's own stack.
            return new(stack.Environment.Account, region);
        }
    }

    private BuildProject? Project(string stage, string action, JsonNode? reference)
    {
        if (
            reference is not JsonObject
            || (reference["Ref"]?.ToString() ?? "") is var id && resources[id]?["Properties"] is not { } properties
        )
        {
            Refuse(stage, $"{stage}.{action}: its CodeBuild project is not in the pipeline's template.");
            return null;
        }
        try
        {
            var project = new ProjectReader(stack.StackName, values).Read(id, properties);
            foreach (var flaw in ProjectReader.Flaws(project, properties))
                Refuse(stage, $"{stage}.{action}: {flaw}");
            return project;
        }
        catch (UserError error)
        {
            Refuse(stage, $"{stage}.{action}: {error.Message}");
            return null;
        }
    }

    /// <summary>Gets the values that the rehearsal needs, and checks the variables for a build.</summary>
    private Dictionary<string, string> Texts(string stage, string action, JsonObject configuration)
    {
        Dictionary<string, string> texts = [];
        foreach (var (key, value) in configuration)
        {
            if (value is JsonValue)
                texts[key] = value.ToString();
            else if (SupportedActions.Needs(key))
                Try(stage, action, () => texts[key] = values.Text(value, $"its {key}"));
        }
        var variables = texts.TryGetValue("EnvironmentVariables", out var json) ? JsonSerializer.Deserialize<JsonObject[]>(json)! : [];
        foreach (var variable in variables.Where(variable => ((string?)variable["type"] ?? "PLAINTEXT") != "PLAINTEXT"))
        {
            Refuse(
                stage,
                $"{stage}.{action}: its variable {variable["name"]} comes from {variable["type"]}, which the rehearsal doesn't read."
            );
        }
        return texts;
    }

    private void Try(string stage, string action, Action read)
    {
        try
        {
            read();
        }
        catch (UserError error)
        {
            Refuse(stage, $"{stage}.{action}: {error.Message}");
        }
    }

    private void Refuse(string stage, string text) => unsupported.Add(new(stage, text));

    private static IEnumerable<string> UnknownKeys(JsonNode node, string[] known) =>
        node.AsObject().Select(entry => entry.Key).Except(known);

    private static List<string> Names(JsonNode? artifacts) =>
        [.. artifacts?.AsArray().Select(artifact => artifact!["Name"]!.ToString()) ?? []];
}
