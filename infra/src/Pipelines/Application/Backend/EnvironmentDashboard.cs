using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;

namespace Expenses.Application;

/// <summary>The dashboard of an environment: requests first, then the tasks, then the database and cache.</summary>
internal sealed class EnvironmentDashboard : Dashboard
{
    private const double ThirdOfRow = 8;

    public EnvironmentDashboard(Construct scope, ApiLoadBalancer api, BackendService service, BackendAppStackProps props)
        : base(
            scope,
            "Dashboard",
            new DashboardProps
            {
                // The stack's name without its last part, such as Expenses-Dev.
                DashboardName = Stack.Of(scope).StackName[..Stack.Of(scope).StackName.LastIndexOf('-')],
                DefaultInterval = Duration.Hours(3),
            }
        )
    {
        var (balancer, database, cache) = (api.Balancer.Metrics, props.Database, props.Cache);
        AddWidgets(
            Graph("Requests per minute", balancer.RequestCount(Every.Minute(Stats.SUM))),
            Graph(
                "Response time in seconds, p50 and p95",
                balancer.TargetResponseTime(Every.Minute(Stats.Percentile(50))),
                balancer.TargetResponseTime(Every.Minute(Stats.Percentile(95)))
            ),
            Graph("Server errors", BackendAlarms.ErrorsIn(balancer))
        );
        AddWidgets(
            Graph(
                "Healthy and unhealthy tasks",
                api.Targets.Metrics.HealthyHostCount(Every.Minute(Stats.MINIMUM)),
                api.Targets.Metrics.UnhealthyHostCount(Every.Minute(Stats.MAXIMUM))
            ),
            Graph("Task CPU, percent", service.Service.MetricCpuUtilization(Every.Minute(Stats.AVERAGE))),
            Graph("Task memory, percent", service.Service.MetricMemoryUtilization(Every.Minute(Stats.AVERAGE)))
        );
        AddWidgets(
            Graph("Database capacity, ACU", database.MetricServerlessDatabaseCapacity(Every.Minute(Stats.MAXIMUM))),
            Graph("Database connections", database.MetricDatabaseConnections(Every.Minute(Stats.MAXIMUM))),
            Graph(
                "Cache memory, percent, and evictions",
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
                Width = ThirdOfRow,
            }
        );
}
