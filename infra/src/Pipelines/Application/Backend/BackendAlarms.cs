using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace Expenses.Application;

/// <summary>Alarms on errors, latency, health and utilization of the API.</summary>
internal sealed class BackendAlarms
{
    private readonly Construct scope;
    private readonly Runbook runbook;

    public BackendAlarms(Construct scope, ApiLoadBalancer api, BackendService service, Runbook runbook)
    {
        (this.scope, this.runbook) = (scope, runbook);
        var balancer = api.Balancer.Metrics;
        ServerErrors = Alarm(
            nameof(ServerErrors),
            "API server errors",
            "The expenses API returns server errors. After a release, the stage rolls back automatically",
            ErrorsIn(balancer),
            5,
            datapoints: 2,
            periods: 3
        );
        SlowResponses = Alarm(
            nameof(SlowResponses),
            "Slow API responses",
            "The p95 response time of the expenses API is above one second",
            balancer.TargetResponseTime(Every.Minute(Stats.Percentile(95))),
            1,
            datapoints: 4,
            periods: 5
        );
        Alarm(
            "UnhealthyHosts",
            "Unhealthy tasks",
            "A task of the expenses API fails its health check",
            api.Targets.Metrics.UnhealthyHostCount(Every.Minute(Stats.MAXIMUM)),
            1,
            datapoints: 5,
            periods: 5
        );
        Alarm(
            "Cpu",
            "High CPU or memory usage",
            "The tasks of the expenses API use more than 85 % of their CPU, in spite of auto scaling",
            service.Service.MetricCpuUtilization(Every.Minute(Stats.AVERAGE)),
            85,
            datapoints: 10,
            periods: 15
        );
        Alarm(
            "Memory",
            "High CPU or memory usage",
            "The tasks of the expenses API use more than 85 % of their memory",
            service.Service.MetricMemoryUtilization(Every.Minute(Stats.AVERAGE)),
            85,
            datapoints: 10,
            periods: 15
        );
    }

    public Alarm ServerErrors { get; }

    public Alarm SlowResponses { get; }

    /// <summary>Counts 5xx responses of the API and of the load balancer.</summary>
    public static MathExpression ErrorsIn(IApplicationLoadBalancerMetrics balancer) =>
        new(
            new MathExpressionProps
            {
                Expression = "FILL(api, 0) + FILL(balancer, 0)",
                UsingMetrics = new Dictionary<string, IMetric>
                {
                    ["api"] = balancer.HttpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT),
                    ["balancer"] = balancer.HttpCodeElb(HttpCodeElb.ELB_5XX_COUNT),
                },
                Period = Duration.Minutes(1),
                Label = "Server errors per minute",
            }
        );

    private RunbookAlarm Alarm(string id, string heading, string meaning, IMetric metric, double threshold, int datapoints, int periods) =>
        new(
            scope,
            id,
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = heading,
                Meaning = meaning,
                Metric = metric,
                Threshold = threshold,
                DatapointsToAlarm = datapoints,
                EvaluationPeriods = periods,
            }
        );
}
