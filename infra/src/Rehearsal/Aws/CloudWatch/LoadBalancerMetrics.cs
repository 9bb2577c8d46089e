namespace Rehearsal.Aws.CloudWatch;

/// <summary>The metrics of one load balancer, by AWS's names.</summary>
/// <param name="balancer">The load balancer's full name, such as app/api/50dc6c495c0c9188.</param>
internal sealed class LoadBalancerMetrics(MetricStore store, string balancer)
{
    public const string Namespace = "AWS/ApplicationELB";

    /// <summary>
    /// Everything shares this machine, and a period is a second instead of a minute, so that a busy moment would look like a slow release.
    /// </summary>
    private const double Slowness = 10;

    /// <summary>Counts a response of a target.</summary>
    /// <param name="took">The time until the response was complete. AWS measures until it begins.</param>
    public void TargetAnswered(int status, TimeSpan took)
    {
        Add("RequestCount", 1);
        Add($"HTTPCode_Target_{status / 100}XX_Count", 1);
        Add("TargetResponseTime", took.TotalSeconds / Slowness);
    }

    /// <summary>Counts a response of the load balancer itself.</summary>
    public void BalancerAnswered(int status) => Add($"HTTPCode_ELB_{status / 100}XX_Count", 1);

    /// <param name="targetGroup">The target group's full name, such as targetgroup/api/50dc6c495c0c9188.</param>
    public void Hosts(string targetGroup, int healthy, int unhealthy)
    {
        Add("HealthyHostCount", healthy, ("TargetGroup", targetGroup));
        Add("UnHealthyHostCount", unhealthy, ("TargetGroup", targetGroup));
    }

    private void Add(string name, double value, params IEnumerable<(string, string)> more) =>
        store.Add(Metric.Of(Namespace, name, [("LoadBalancer", balancer), .. more]), value);
}
