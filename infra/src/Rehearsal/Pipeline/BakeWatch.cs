using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Aws.CloudWatch;
using Rehearsal.Aws.Moto;

namespace Rehearsal.Pipeline;

/// <summary>Watches a stage's alarm after a release.</summary>
internal sealed class BakeWatch(LocalCloud cloud, IExecutionObserver observer, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <returns>Whether the alarm stayed quiet.</returns>
    public async Task<bool> IsQuietAsync(StageDefinition stage, Bake bake, CancellationToken cancel)
    {
        observer.Note($"Watching the alarm {bake.AlarmName} of {stage.Name}: {bake.Minutes} minutes in AWS, {bake.Minutes} seconds here.");
        var end = time.GetUtcNow() + (bake.Minutes * ShortTime.Minute);
        do
        {
            try
            {
                if (await cloud.AlarmStateAsync(bake.AlarmName, cancel) == "ALARM")
                {
                    observer.Note($"The alarm {bake.AlarmName} went off: {stage.Name} has failed.");
                    return false;
                }
            }
            catch (AccountLost lost)
            {
                observer.Note($"The alarm {bake.AlarmName} can't be watched any more: {stage.Name} has failed. {lost.Message}");
                return false;
            }
            await Task.Delay(PollInterval, time, cancel);
        } while (time.GetUtcNow() < end);
        return true;
    }
}
