using System.Collections.Concurrent;
using System.Globalization;

namespace Rehearsal.Aws.CloudWatch;

/// <summary>What was measured in the last hour of AWS, which is a minute here.</summary>
internal sealed class MetricStore(TimeProvider time)
{
    private static readonly TimeSpan Kept = ShortTime.Minute * 60;

    private readonly ConcurrentDictionary<Metric, ConcurrentQueue<(DateTimeOffset At, double Value)>> values = new();

    public void Add(Metric metric, double value)
    {
        var queue = values.GetOrAdd(metric, _ => new());
        var now = time.GetUtcNow();
        queue.Enqueue((now, value));
        while (queue.TryPeek(out var oldest) && oldest.At < now - Kept)
            queue.TryDequeue(out _);
    }

    /// <param name="statistic">Sum, Average, Minimum, Maximum, SampleCount, or a percentile such as p95.</param>
    /// <returns>Null if nothing was measured in that time.</returns>
    public double? Statistic(Metric metric, string statistic, DateTimeOffset from, DateTimeOffset until)
    {
        double[] found = values.TryGetValue(metric, out var queue)
            ? [.. queue.Where(entry => entry.At >= from && entry.At < until).Select(entry => entry.Value)]
            : [];
        return found.Length == 0
            ? null
            : statistic switch
            {
                "Sum" => found.Sum(),
                "Average" => found.Average(),
                "Minimum" => found.Min(),
                "Maximum" => found.Max(),
                "SampleCount" => found.Length,
                _ => Percentile(found, statistic),
            };
    }

    private static double Percentile(double[] found, string statistic)
    {
        if (!statistic.StartsWith('p') || !double.TryParse(statistic[1..], CultureInfo.InvariantCulture, out var percent))
            throw new NotSupportedException($"The rehearsal doesn't compute the statistic {statistic}.");
        Array.Sort(found);
        return found[(int)Math.Clamp(Math.Ceiling(percent / 100 * found.Length) - 1, 0, found.Length - 1)];
    }
}
