using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>Reads a pipeline and its CodeBuild projects from a template's resources.</summary>
internal sealed class PipelineReader(string stackName, JsonObject resources, TemplateValues values)
{
    /// <summary>CodePipeline's default.</summary>
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromDays(7);

    /// <summary>CodeBuild's default.</summary>
    private static readonly TimeSpan DefaultBuildTimeout = TimeSpan.FromHours(1);

    public PipelineDefinition Read(JsonNode pipeline, string template) =>
        new(
            stackName,
            pipeline["Name"]?.ToString() ?? stackName,
            [.. pipeline["Stages"]!.AsArray().Select(stage => Stage(stage!))],
            template
        )
        {
            Mode = Enum.Parse<ExecutionMode>(pipeline["ExecutionMode"]?.ToString() ?? nameof(ExecutionMode.Superseded), ignoreCase: true),
            RestartsOnUpdate = (bool?)pipeline["RestartExecutionOnUpdate"] ?? false,
        };

    private StageDefinition Stage(JsonNode stage)
    {
        var name = stage["Name"]!.ToString();
        var conditions = new ConditionReader(name, stage);
        var failure = conditions.Read("OnFailure", "ROLLBACK");
        if (failure is not null && stage["OnFailure"]!["Result"] is { } result)
        {
            throw new UserError(
                $"OnFailure of stage {name} has the result {result} and a condition. AWS doesn't document what happens then: remove one."
            );
        }
        return new(name, [.. stage["Actions"]!.AsArray().Select(action => Action(action!))])
        {
            BeforeEntry = conditions.Read("BeforeEntry", "FAIL", "SKIP"),
            OnFailure = stage["OnFailure"] is { } reaction ? Reaction(name, reaction) : FailureReaction.Stay,
            OnFailureIf = failure,
            OnSuccess = conditions.Read("OnSuccess", "ROLLBACK", "FAIL"),
        };
    }

    private static FailureReaction Reaction(string stage, JsonNode reaction) =>
        (reaction["Result"]?.ToString(), reaction["RetryConfiguration"]?["RetryMode"]?.ToString()) switch
        {
            ("ROLLBACK", _) => FailureReaction.Rollback,
            ("RETRY", "ALL_ACTIONS") => FailureReaction.RetryAllActions,
            ("RETRY", _) => FailureReaction.RetryFailedActions,
            ("FAIL" or null, _) => FailureReaction.Stay,
            var (result, _) => throw new UserError(
                $"Stage {stage} reacts to a failure with {result}; the rehearsal supports only ROLLBACK, RETRY and FAIL."
            ),
        };

    private ActionDefinition Action(JsonNode action)
    {
        var provider = action["ActionTypeId"]!["Provider"]!.ToString();
        return new(
            action["Name"]!.ToString(),
            (int?)action["RunOrder"] ?? 1,
            provider,
            action["Namespace"]?.ToString(),
            provider == "CodeBuild" ? Project(action) : null
        )
        {
            Configuration = Texts(action["Configuration"]?.AsObject()),
            Inputs = Names(action["InputArtifacts"]),
            Outputs = Names(action["OutputArtifacts"]),
            Timeout = (int?)action["TimeoutInMinutes"] is { } minutes ? TimeSpan.FromMinutes(minutes) : DefaultTimeout,
        };
    }

    private BuildProject Project(JsonNode action)
    {
        var id =
            action["Configuration"]!["ProjectName"]?["Ref"]?.ToString()
            ?? throw new UserError(
                $"Action {action["Name"]}: its CodeBuild project is not in the pipeline's template, so the rehearsal can't run it."
            );
        var properties = resources[id]!["Properties"]!;
        var environment = properties["Environment"]!;
        return new(
            id,
            properties["Source"]!["BuildSpec"]?.ToString() ?? BuildSpec.DefaultFile,
            environment["EnvironmentVariables"]
                ?.AsArray()
                .ToDictionary(
                    variable => variable!["Name"]!.ToString(),
                    variable => values.Text(variable!["Value"], $"The variable {variable["Name"]} of {id}")
                )
                ?? [],
            (bool?)environment["PrivilegedMode"] ?? false
        )
        {
            Stack = properties["ServiceRole"] is JsonObject ? stackName : null,
            Type =
                $"{environment["Type"]} {environment["ComputeType"]!.ToString().Replace("BUILD_GENERAL1_", "", StringComparison.Ordinal)}",
            ConcurrentBuilds = (int?)properties["ConcurrentBuildLimit"],
            Timeout = (int?)properties["TimeoutInMinutes"] is { } minutes ? TimeSpan.FromMinutes(minutes) : DefaultBuildTimeout,
        };
    }

    /// <summary>
    /// Gets the plain string values. Others, such as a role's ARN, are resolved at deployment, and no rehearsal needs them.
    /// </summary>
    private static Dictionary<string, string> Texts(JsonObject? configuration) =>
        configuration?.Where(entry => entry.Value is JsonValue).ToDictionary(entry => entry.Key, entry => entry.Value!.ToString()) ?? [];

    private static List<string> Names(JsonNode? artifacts) =>
        [.. artifacts?.AsArray().Select(artifact => artifact!["Name"]!.ToString()) ?? []];
}
