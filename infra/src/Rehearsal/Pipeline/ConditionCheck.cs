using System.Text.RegularExpressions;
using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>
/// Checks a condition of a stage. Its rules are evaluated together, and the first one that fails decides: the others end with it.
/// </summary>
internal sealed class ConditionCheck(ActionRunner runner, AlarmWatch alarms, IExecutionObserver observer)
{
    /// <summary>A regular expression from a template must not keep the pipeline busy.</summary>
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    /// <param name="meaning">What it means for the stage if a rule fails, for users.</param>
    /// <returns>Whether all rules have succeeded.</returns>
    public async Task<bool> HoldsAsync(
        StageDefinition stage,
        StageCondition condition,
        string meaning,
        Execution execution,
        CancellationToken cancel
    )
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var rules = condition.Rules.Select(rule => FailureAsync(stage, rule, execution, ending.Token)).ToList();
        string? failure = null;
        await foreach (var rule in Task.WhenEach(rules))
        {
            try
            {
                failure ??= await rule;
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { }
            if (failure is not null)
                await ending.CancelAsync();
        }
        if (failure is not null)
            observer.Note($"{failure.TrimEnd('.')}: {meaning}.");
        return failure is null;
    }

    /// <returns>Why the rule has failed, if it has.</returns>
    private Task<string?> FailureAsync(StageDefinition stage, StageRule rule, Execution execution, CancellationToken cancel) =>
        rule switch
        {
            AlarmRule alarm => alarms.FailureAsync(stage, alarm, () => execution.IsCancelled, cancel),
            VariableRule variable => Task.FromResult(Failure(variable, execution)),
            CommandsRule commands => runner.CommandsFailureAsync(stage, commands, execution, cancel),
            _ => throw new InvalidOperationException($"Rule {rule.Name} can't be evaluated."),
        };

    private static string? Failure(VariableRule rule, Execution execution)
    {
        try
        {
            var (variable, value) = (execution.Resolve(rule.Variable), execution.Resolve(rule.Value));
            var holds = rule.Operator switch
            {
                "EQ" => variable == value,
                "NE" => variable != value,
                "CONTAINS" => variable.Contains(value, StringComparison.Ordinal),
                _ => Regex.IsMatch(variable, $@"\A(?:{value})\z", RegexOptions.None, MatchTimeout),
            };
            return holds ? null : $"Rule {rule.Name} has failed, since {rule.Variable} is \"{variable}\", not {rule.Operator} \"{value}\"";
        }
        catch (Exception error) when (error is ActionFailed or ArgumentException or RegexMatchTimeoutException)
        {
            return $"Rule {rule.Name} has failed. {error.Message}";
        }
    }
}
