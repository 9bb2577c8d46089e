using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace Expenses.Application;

/// <summary>The tasks that serve the API: as many as are needed, replaced without a gap, and put back by themselves when new ones are no good.</summary>
internal sealed class BackendService : Construct
{
    /// <summary>Beyond these, more tasks are started: of CPU in percent, and of requests in a minute for each task.</summary>
    private const double MostCpu = 50,
        MostRequests = 1000;

    private readonly BackendAppStackProps props;

    public BackendService(Construct scope, string id, BackendTask task, BackendAppStackProps props)
        : base(scope, id)
    {
        this.props = props;
        var cluster = new Cluster(
            this,
            "Cluster",
            new ClusterProps
            {
                Vpc = props.Vpc,
                EnableFargateCapacityProviders = true,
                ContainerInsightsV2 = ContainerInsights.DISABLED,
            }
        );
        cluster.Acknowledge(
            "AwsSolutions-ECS4",
            "No alarm, no scaling and no graph reads it: all of them use the service's own metrics, which are free. It would cost about 11 dollars a month."
        );
        Service = new FargateService(
            this,
            "Service",
            new FargateServiceProps
            {
                Cluster = cluster,
                TaskDefinition = task.Definition,
                CapacityProviderStrategies =
                [
                    new CapacityProviderStrategy { CapacityProvider = props.Settings.Spot ? "FARGATE_SPOT" : "FARGATE", Weight = 1 },
                ],
                VpcSubnets = new SubnetSelection { SubnetType = SubnetType.PRIVATE_WITH_EGRESS },
                SecurityGroups =
                [
                    new SecurityGroup(
                        this,
                        "SecurityGroup",
                        new SecurityGroupProps
                        {
                            Vpc = props.Vpc,
                            AllowAllOutbound = false,
                            Description = "The tasks of the expenses API",
                        }
                    ),
                ],
                MinHealthyPercent = 100,
                CircuitBreaker = new DeploymentCircuitBreaker { Rollback = true },
            }
        );
        // A task can read a new secret only once the execution role may, and capacity providers are in use until the service is gone: CDK orders neither.
        Service.Node.AddDependency(task.Definition.ExecutionRole!, cluster);
        Service.Connections.AllowToDefaultPort(props.Database);
        Service.Connections.AllowToDefaultPort(props.Cache);
        Service.Connections.AllowToAnyIpv4(Port.Tcp(443), "Images, secrets and logs come from public endpoints of AWS");
    }

    public FargateService Service { get; }

    /// <summary>How many tasks there are is scaling's affair alone: no deployment sets it back.</summary>
    public void Scale(ApplicationTargetGroup targets)
    {
        var scaling = Service.AutoScaleTaskCount(
            new Amazon.CDK.AWS.ApplicationAutoScaling.EnableScalingProps
            {
                MinCapacity = props.Settings.MinTasks,
                MaxCapacity = props.Settings.MaxTasks,
            }
        );
        // Each policy brings two alarms, which cost and never change anything where there is no choice.
        if (props.Settings.MinTasks == props.Settings.MaxTasks)
            return;
        scaling.ScaleOnCpuUtilization("Cpu", new CpuUtilizationScalingProps { TargetUtilizationPercent = MostCpu });
        scaling.ScaleOnRequestCount("Requests", new RequestCountScalingProps { RequestsPerTarget = MostRequests, TargetGroup = targets });
    }

    /// <summary>A deployment during which one of these rings is undone.</summary>
    public void GoBackOn(params Alarm[] alarms)
    {
        // By the names that they will have: the alarms watch what the service is behind.
        Service.EnableDeploymentAlarms(
            [.. alarms.Select(alarm => RunbookAlarm.NameOf(Stack.Of(this).StackName, alarm.Node.Id))],
            new DeploymentAlarmOptions { Behavior = AlarmBehavior.ROLLBACK_ON_ALARM }
        );
        Service.Node.AddDependency(alarms);
    }
}
