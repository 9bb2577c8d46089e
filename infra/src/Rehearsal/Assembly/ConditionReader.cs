using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>Reads the conditions of a stage, and refuses what CodePipeline refuses or the rehearsal doesn't support.</summary>
/// <param name="environment">Where the pipeline is.</param>
internal sealed class ConditionReader(string name, JsonNode stage, AwsEnvironment environment)
{
    private const string Alarmed = "ALARM";

    private static readonly string[] Operators = ["EQ", "NE", "CONTAINS", "MATCHES"];
    private static readonly string[] AlarmStates = [Alarmed, "OK", "INSUFFICIENT_DATA"];

    /// <summary>The time limit of a Commands rule.</summary>
    private static readonly TimeSpan CommandsTimeout = TimeSpan.FromMinutes(55);

    /// <param name="kind">BeforeEntry, OnSuccess or OnFailure.</param>
    /// <param name="results">The results that CodePipeline supports for this kind.</param>
    /// <exception cref="UserError">The stage has such a condition, but it is wrong or unsupported.</exception>
    public StageCondition? Read(string kind, params string[] results)
    {
        if (stage[kind]?["Conditions"]?.AsArray() is not { Count: > 0 } conditions)
            return null;
        if (conditions is not [{ } condition])
            throw new UserError($"Stage {name} has {conditions.Count} conditions in {kind}; CodePipeline accepts one, with up to 5 rules.");
        if (condition["Rules"]?.AsArray() is not { Count: >= 1 and <= 5 } rules)
            throw new UserError($"The condition in {kind} of stage {name} must have 1 to 5 rules.");
        var result = condition["Result"]?.ToString();
        if (result is null || !results.Contains(result))
        {
            throw new UserError(
                $"The condition in {kind} of stage {name} has the result {result ?? "none"}; it must be {string.Join(" or ", results)}."
            );
        }
        return new(
            result switch
            {
                "ROLLBACK" => FailureReaction.Rollback,
                "SKIP" => FailureReaction.Skip,
                _ => FailureReaction.Stay,
            },
            [.. rules.Select(rule => Rule(rule!, isToSkip: result == "SKIP"))]
        );
    }

    private StageRule Rule(JsonNode rule, bool isToSkip)
    {
        var ruleName = rule["Name"]!.ToString();
        var provider = rule["RuleTypeId"]!["Provider"]!.ToString();
        // https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-Commands.html
        if (isToSkip && provider is not ("VariableCheck" or "LambdaInvoke"))
        {
            throw new UserError(
                $"Rule {ruleName} of stage {name} is a {provider}, but CodePipeline skips a stage only by LambdaInvoke or VariableCheck."
            );
        }
        return provider switch
        {
            "CloudWatchAlarm" => Alarm(ruleName, rule["Configuration"]!),
            "VariableCheck" => Variable(ruleName, rule["Configuration"]!),
            "Commands" => Commands(ruleName, rule),
            _ => throw new UserError(
                $"Rule {ruleName} of stage {name} is a {provider}; the rehearsal supports only CloudWatchAlarm, VariableCheck and Commands."
            ),
        };
    }

    private AlarmRule Alarm(string rule, JsonNode configuration)
    {
        // The documentation names no default for the states.
        var states = configuration["AlarmStates"]?.ToString().Split(',', StringSplitOptions.TrimEntries) ?? [Alarmed];
        if (states.Except(AlarmStates).FirstOrDefault() is { } unknown)
        {
            throw new UserError(
                $"Rule {rule} of stage {name} watches for {unknown}; an alarm's state is one of {string.Join(", ", AlarmStates)}."
            );
        }
        var wait = configuration["WaitTime"]?.ToString() ?? "0";
        return int.TryParse(wait, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            ? new(rule, configuration["AlarmName"]!.ToString(), states, minutes)
            : throw new UserError($"Rule {rule} of stage {name} has the WaitTime {wait}; it must be a number of minutes.");
    }

    private VariableRule Variable(string rule, JsonNode configuration)
    {
        var wanted = configuration["Operator"]?.ToString();
        return Operators.Contains(wanted)
            ? new(rule, configuration["Variable"]!.ToString(), wanted!, configuration["Value"]!.ToString())
            : throw new UserError(
                $"Rule {rule} of stage {name} has the operator {wanted ?? "none"}; it must be one of {string.Join(", ", Operators)}."
            );
    }

    private CommandsRule Commands(string rule, JsonNode declaration)
    {
        var spec = new
        {
            version = "0.2",
            phases = new { build = new { commands = declaration["Commands"]!.AsArray().Select(command => command!.ToString()) } },
        };
        return new(
            rule,
            new(
                rule,
                1,
                "CodeBuild",
                null,
                new(rule, JsonSerializer.Serialize(spec), new Dictionary<string, string>(), Privileged: false) { Timeout = CommandsTimeout }
            )
            {
                Configuration = new Dictionary<string, string>(),
                Inputs = [.. declaration["InputArtifacts"]?.AsArray().Select(artifact => artifact!["Name"]!.ToString()) ?? []],
                Outputs = [],
                Timeout = CommandsTimeout,
                Environment = environment,
            }
        );
    }
}
