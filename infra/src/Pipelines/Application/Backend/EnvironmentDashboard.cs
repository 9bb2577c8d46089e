using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Expenses.Application;

/// <summary>One page on how the environment does: what callers see on top, then the tasks, then what they lean on.</summary>
internal sealed class EnvironmentDashboard : Dashboard
{
    private const double ThirdOfTheWidth = 8;

    public EnvironmentDashboard(Construct scope, ApiLoadBalancer api, BackendService service, BackendAppStackProps props)
        : base(
            scope,
            "Dashboard",
            new DashboardProps
            {
                // Expenses-Dev: the stack's name without its last word.
                DashboardName = Stack.Of(scope).StackName[..Stack.Of(scope).StackName.LastIndexOf('-')],
                DefaultInterval = Duration.Hours(3),
            }
        )
    {
        var (balancer, database, cache) = (api.Balancer.Metrics, props.Database, props.Cache);
        AddWidgets(
            Graph("Requests a minute", balancer.RequestCount(Every.Minute(Stats.SUM))),
            Graph(
                "Seconds to answer: half of the requests, and 95 of 100",
                balancer.TargetResponseTime(Every.Minute(Stats.Percentile(50))),
                balancer.TargetResponseTime(Every.Minute(Stats.Percentile(95)))
            ),
            Graph("Server errors", BackendAlarms.ErrorsIn(balancer))
        );
        AddWidgets(
            Graph(
                "Tasks that are healthy, and that are not",
                api.Targets.Metrics.HealthyHostCount(Every.Minute(Stats.MINIMUM)),
                api.Targets.Metrics.UnhealthyHostCount(Every.Minute(Stats.MAXIMUM))
            ),
            Graph("CPU of the tasks, percent", service.Service.MetricCpuUtilization(Every.Minute(Stats.AVERAGE))),
            Graph("Memory of the tasks, percent", service.Service.MetricMemoryUtilization(Every.Minute(Stats.AVERAGE)))
        );
        AddWidgets(
            Graph("Capacity of the database, ACU", database.MetricServerlessDatabaseCapacity(Every.Minute(Stats.MAXIMUM))),
            Graph("Connections to the database", database.MetricDatabaseConnections(Every.Minute(Stats.MAXIMUM))),
            Graph(
                "Memory of the cache, percent; evictions",
                cache.Metric("DatabaseMemoryUsagePercentage", Stats.MAXIMUM),
                cache.Metric("Evictions", Stats.SUM)
            )
        );
    }

    private static GraphWidget Graph(string title, params IMetric[] metrics) =>
        new(
            new GraphWidgetProps
            {
                Title = title,
                Left = metrics,
                Width = ThirdOfTheWidth,
            }
        );
}
