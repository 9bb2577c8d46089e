using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Constructs;

namespace Expenses.Application;

/// <summary>The ECS service of the API: auto scaled, updated without downtime, and rolled back automatically if new tasks fail.</summary>
internal sealed class BackendService : Construct
{
    /// <summary>The targets of auto scaling: CPU in percent, and requests per minute and task.</summary>
    private const double TargetCpu = 50,
        TargetRequests = 1000;

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
            "Container Insights costs about 11 dollars a month. Alarms, auto scaling and the dashboard use the service's own metrics, "
                + "which are free."
        );
        var capacityProvider = props.Settings.Spot ? "FARGATE_SPOT" : "FARGATE";
        Service = new FargateService(
            this,
            "Service",
            new FargateServiceProps
            {
                Cluster = cluster,
                TaskDefinition = task.Definition,
                CapacityProviderStrategies = [new CapacityProviderStrategy { CapacityProvider = capacityProvider, Weight = 1 }],
                // ECS refuses another provider without a forced deployment, and CloudFormation doesn't force one by itself:
                // https://github.com/aws/aws-cdk/issues/34631
                ForceNewDeployment = new ForceNewDeployment { Enabled = true, Nonce = capacityProvider },
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
        // CDK orders neither: tasks need the execution role's policy to read secrets, and capacity providers can't be deleted before the
        // service.
        Service.Node.AddDependency(task.Definition.ExecutionRole!, cluster);
        Service.Connections.AllowToDefaultPort(props.Database);
        Service.Connections.AllowToDefaultPort(props.Cache);
        Service.Connections.AllowToAnyIpv4(Port.Tcp(443), "Images, secrets and logs come from public endpoints of AWS");
    }

    public FargateService Service { get; }

    /// <summary>Lets auto scaling set the number of tasks. Deployments don't change it.</summary>
    public void Scale(ApplicationTargetGroup targets)
    {
        var scaling = Service.AutoScaleTaskCount(
            new Amazon.CDK.AWS.ApplicationAutoScaling.EnableScalingProps
            {
                MinCapacity = props.Settings.MinTasks,
                MaxCapacity = props.Settings.MaxTasks,
            }
        );
        // A policy creates two alarms, which cost money and would change nothing here.
        if (props.Settings.MinTasks == props.Settings.MaxTasks)
            return;
        scaling.ScaleOnCpuUtilization("Cpu", new CpuUtilizationScalingProps { TargetUtilizationPercent = TargetCpu });
        scaling.ScaleOnRequestCount("Requests", new RequestCountScalingProps { RequestsPerTarget = TargetRequests, TargetGroup = targets });
    }

    /// <summary>Rolls a deployment back when one of the alarms goes off during it.</summary>
    public void RollBackOn(params Alarm[] alarms)
    {
        // By name, because a reference would be circular: the alarms use metrics of the service and its load balancer.
        Service.EnableDeploymentAlarms(
            [.. alarms.Select(alarm => RunbookAlarm.NameOf(Stack.Of(this).StackName, alarm.Node.Id))],
            new DeploymentAlarmOptions { Behavior = AlarmBehavior.ROLLBACK_ON_ALARM }
        );
        Service.Node.AddDependency(alarms);
    }
}
