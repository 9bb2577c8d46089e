using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Aws.CloudWatch;
using Rehearsal.Aws.Moto;

namespace Rehearsal.Pipeline;

/// <summary>Watches the alarm of a stage's rule.</summary>
internal sealed class AlarmWatch(LocalCloud cloud, IExecutionObserver observer, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <param name="isOver">Whether the pipeline has changed meanwhile. Then nothing watches the alarm any more.</param>
    /// <returns>Why the rule has failed; null if the alarm stayed quiet.</returns>
    public async Task<string?> FailureAsync(StageDefinition stage, AlarmRule rule, Func<bool> isOver, CancellationToken cancel)
    {
        if (rule.Minutes > 0)
        {
            observer.Note(
                $"Watching the alarm {rule.AlarmName} of {stage.Name}: {rule.Minutes} minutes in AWS, {rule.Minutes} seconds here."
            );
        }
        var end = time.GetUtcNow() + (rule.Minutes * ShortTime.Minute);
        while (true)
        {
            if (isOver())
            {
                observer.Note($"The pipeline has changed: the alarm {rule.AlarmName} of {stage.Name} is no longer watched.");
                return null;
            }
            try
            {
                if (await cloud.AlarmStateAsync(rule.AlarmName, cancel) is { } state && rule.States.Contains(state))
                    return state == "ALARM" ? $"The alarm {rule.AlarmName} went off" : $"The alarm {rule.AlarmName} is {state}";
            }
            catch (AccountLost lost)
            {
                return $"The alarm {rule.AlarmName} can't be watched any more. {lost.Message}";
            }
            if (time.GetUtcNow() >= end)
                return null;
            await Task.Delay(PollInterval, time, cancel);
        }
    }
}
