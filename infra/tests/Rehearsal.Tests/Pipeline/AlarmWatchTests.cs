using System.Net.Http.Headers;
using Microsoft.Extensions.Time.Testing;
using Rehearsal.Pipeline;

namespace Rehearsal.Tests.Pipeline;

/// <summary>The watch of a stage's alarm, on a real emulator. Ten hours in AWS are ten minutes of the rehearsal.</summary>
[Collection<EmulatedAccount>]
public sealed class AlarmWatchTests(EmulatedAccount account)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    private readonly Clock time = new();
    private readonly string alarm = $"Errors-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_quiet_alarm_passes_the_stage_when_the_watch_is_over()
    {
        await SetAlarmAsync("OK");
        var watch = WatchAsync();
        var start = time.GetUtcNow();
        await AdvanceAsync(until: () => watch.IsCompleted);
        Assert.Null(await watch);
        Assert.True(time.GetUtcNow() - start >= Length);
    }

    [Fact]
    public async Task An_alarm_that_goes_off_late_in_the_watch_fails_the_stage()
    {
        await SetAlarmAsync("OK");
        var watch = WatchAsync();
        await time.FirstDelay;
        time.Advance(Length / 2);
        await SetAlarmAsync("ALARM");
        await AdvanceAsync(until: () => watch.IsCompleted);
        Assert.Equal($"The alarm {alarm} went off", await watch);
    }

    [Theory]
    [InlineData("OK", true)]
    [InlineData("INSUFFICIENT_DATA", false)]
    public async Task The_rule_names_the_states_of_the_alarm_that_fail_the_stage(string state, bool passes)
    {
        await SetAlarmAsync(state);
        var failure = await new AlarmWatch(account.Cloud, new ExecutionObservers(), time).FailureAsync(
            new("Prod", []),
            new("Watch", alarm, ["ALARM", "INSUFFICIENT_DATA"], Minutes: 0),
            () => false,
            Cancel
        );
        Assert.Equal(passes ? null : $"The alarm {alarm} is INSUFFICIENT_DATA", failure);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<string?> WatchAsync() =>
        new AlarmWatch(account.Cloud, new ExecutionObservers(), time).FailureAsync(
            new("Prod", []),
            new("Watch", alarm, ["ALARM"], Minutes: 600),
            () => false,
            Cancel
        );

    /// <summary>Advances the clock again and again: the watch waits for the emulator in between.</summary>
    private Task AdvanceAsync(Func<bool> until) =>
        Eventually.IsTrueAsync(() =>
        {
            time.Advance(Length / 20);
            return until();
        });

    private async Task SetAlarmAsync(string state)
    {
        using var cloudWatch = new HttpClient { BaseAddress = new(account.Cloud.Environment["AWS_ENDPOINT_URL"]) };
        // The emulator reads the service from the credential and ignores the signature.
        cloudWatch.DefaultRequestHeaders.Authorization = new(
            "AWS4-HMAC-SHA256",
            "Credential=rehearsal/20260101/us-east-1/monitoring/aws4_request"
        );
        string[] calls =
        [
            $"Action=PutMetricAlarm&AlarmName={alarm}&ComparisonOperator=GreaterThanThreshold&EvaluationPeriods=1&Threshold=1",
            $"Action=SetAlarmState&AlarmName={alarm}&StateValue={state}&StateReason=test",
        ];
        foreach (var call in calls)
        {
            using var form = new StringContent($"Version=2010-08-01&{call}", new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
            using var answer = await cloudWatch.PostAsync("/", form, Cancel);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>A clock that only a test advances.</summary>
    private sealed class Clock : FakeTimeProvider
    {
        private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the first delay has started.</summary>
        public Task FirstDelay => first.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            first.TrySetResult();
            return timer;
        }
    }
}
