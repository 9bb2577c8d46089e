namespace Rehearsal.Assembly;

/// <summary>A check of a stage: if one of its rules fails, the condition fails and has its result.</summary>
/// <seealso href="https://docs.aws.amazon.com/codepipeline/latest/userguide/stage-conditions.html"/>
public sealed record StageCondition(FailureReaction Result, IReadOnlyList<StageRule> Rules)
{
    /// <summary>What is checked, for users.</summary>
    public string Text =>
        Rules is [AlarmRule { Minutes: > 0 } alarm]
            ? $"watched for {alarm.Minutes} minutes, on alarm: {Result.Word}"
            : $"checked by {string.Join(", ", Rules.Select(rule => rule.Name))}, if one fails: {Result.Word}";
}

public abstract record StageRule(string Name);

/// <summary>Fails if an alarm has one of some states, now or during a wait.</summary>
public sealed record AlarmRule(string Name, string AlarmName, IReadOnlyList<string> States, int Minutes) : StageRule(Name);

/// <summary>Fails unless a variable compares to a value.</summary>
/// <param name="Variable">A reference such as #{Source.BranchName}.</param>
/// <param name="Operator">EQ, NE, CONTAINS or MATCHES.</param>
public sealed record VariableRule(string Name, string Variable, string Operator, string Value) : StageRule(Name);

/// <summary>Fails if one of its commands does.</summary>
/// <param name="Action">The build of the commands.</param>
public sealed record CommandsRule(string Name, ActionDefinition Action) : StageRule(Name);
