using System.Collections.Concurrent;
using Rehearsal.Aws.Moto;

namespace Rehearsal.Aws.CloudWatch;

/// <summary>
/// Evaluates the account's alarms every period and sets their states in the emulator. Only metrics of load balancers are measured: an alarm
/// on another metric keeps its state.
/// </summary>
internal sealed class Alarms : IAsyncDisposable
{
    private readonly MetricStore store;
    private readonly Action sample;
    private readonly Func<EmulatorClient> aws;
    private readonly Action<string> note;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<string, Alarm> alarms = new();
    private readonly ConcurrentDictionary<string, string> states = new();
    private readonly CancellationTokenSource over = new();
    private readonly Task evaluating;

    /// <param name="sample">Measures what isn't an event, such as the number of healthy targets.</param>
    public Alarms(MetricStore store, Action sample, Func<EmulatorClient> aws, Action<string> note, TimeProvider time)
    {
        (this.store, this.sample, this.aws, this.note, this.time) = (store, sample, aws, note, time);
        evaluating = EvaluateAsync();
    }

    public void Set(string name, Alarm alarm)
    {
        states.TryRemove(name, out _);
        alarms[name] = alarm;
    }

    public void Remove(string name)
    {
        alarms.TryRemove(name, out _);
        states.TryRemove(name, out _);
    }

    /// <summary>Gets how long a deployment has to be watched until each of these alarms has seen it.</summary>
    public TimeSpan EvaluationOf(IEnumerable<string> names) =>
        names.Select(name => alarms.TryGetValue(name, out var alarm) ? alarm.Evaluation : default).Append(default).Max();

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await evaluating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        over.Dispose();
    }

    private async Task EvaluateAsync()
    {
        using var timer = new PeriodicTimer(ShortTime.Minute, time);
        while (await timer.WaitForNextTickAsync(over.Token))
        {
            sample();
            foreach (var (name, alarm) in alarms)
                await EvaluateAsync(name, alarm);
        }
    }

    private async Task EvaluateAsync(string name, Alarm alarm)
    {
        if (!alarm.Metrics.All(metric => metric.Namespace == LoadBalancerMetrics.Namespace))
            return;
        try
        {
            // An alarm starts as OK, and a state that was set by hand stays until the measured one changes.
            var state = alarm.StateAt(store, time.GetUtcNow());
            var before = states.GetValueOrDefault(name, "OK");
            if (state is null || state == before)
                return;
            states[name] = state;
            await aws().SetAlarmStateAsync(name, state, $"{before} before, by what the rehearsal measured.", over.Token);
            note($"The alarm {name} is {(state == "ALARM" ? "on" : "off")}.");
        }
        catch (Exception error) when (error is NotSupportedException or HttpRequestException or AccountLost)
        {
            alarms.TryRemove(name, out _);
            note($"The alarm {name} is no longer evaluated: {error.Message}");
        }
    }
}
