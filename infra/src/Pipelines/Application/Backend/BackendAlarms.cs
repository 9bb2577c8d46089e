using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace Expenses.Application;

/// <summary>What callers notice, and what they will notice soon.</summary>
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
            "The expenses API answers with server errors; after a release the stage goes back by itself",
            ErrorsIn(balancer),
            5,
            bad: 2,
            of: 3
        );
        SlowResponses = Alarm(
            nameof(SlowResponses),
            "Slow API responses",
            "One request in twenty takes longer than a second",
            balancer.TargetResponseTime(Every.Minute(Stats.Percentile(95))),
            1,
            bad: 4,
            of: 5
        );
        Alarm(
            "UnhealthyHosts",
            "Unhealthy tasks",
            "A task of the expenses API does not answer its health check",
            api.Targets.Metrics.UnhealthyHostCount(Every.Minute(Stats.MAXIMUM)),
            1,
            bad: 5,
            of: 5
        );
        Alarm(
            "Cpu",
            "High CPU or memory usage",
            "The tasks of the expenses API use nearly all of their CPU, and scaling has not helped",
            service.Service.MetricCpuUtilization(Every.Minute(Stats.AVERAGE)),
            85,
            bad: 10,
            of: 15
        );
        Alarm(
            "Memory",
            "High CPU or memory usage",
            "The tasks of the expenses API use nearly all of their memory",
            service.Service.MetricMemoryUtilization(Every.Minute(Stats.AVERAGE)),
            85,
            bad: 10,
            of: 15
        );
    }

    public Alarm ServerErrors { get; }

    public Alarm SlowResponses { get; }

    /// <summary>What callers see as the service's own failure, whether the API answered so or nobody did.</summary>
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

    private RunbookAlarm Alarm(string id, string heading, string means, IMetric metric, double threshold, int bad, int of) =>
        new(
            scope,
            id,
            new RunbookAlarmProps
            {
                Runbook = runbook,
                Heading = heading,
                Means = means,
                Metric = metric,
                Threshold = threshold,
                Bad = bad,
                Of = of,
            }
        );
}
