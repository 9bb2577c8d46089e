using Amazon.CDK;
using Amazon.CDK.AWS.CodeDeploy;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECS;
using Amazon.CDK.AWS.ElasticLoadBalancingV2;
using Amazon.CDK.AWS.S3.Assets;
using Amazon.CDK.AWS.SSM;
using Amazon.CDK.AWS.Synthetics;
using Constructs;

namespace OtherPipelines;

/// <summary>One deployment of the reference architecture's application: a load balancer that answers, and an asset.</summary>
internal sealed class FruitStage : Stage
{
    public FruitStage(Construct scope, string id, Amazon.CDK.Environment environment, bool isWhole)
        : base(scope, id, new Amazon.CDK.StageProps { Env = environment })
    {
        var stack = new Stack(this, "fruit-api", new StackProps { Description = $"The fruit API in {environment.Region}" });
        // The schema with which the rehearsal checks a listener is older than its tags.
        Tags.Of(this).Add("Environment", id, new TagProps { ExcludeResourceTypes = ["AWS::ElasticLoadBalancingV2::Listener"] });
        var network = new CfnVPC(stack, "Vpc", new CfnVPCProps { CidrBlock = "10.0.0.0/16" });
        string[] zones = [$"{environment.Region}a", $"{environment.Region}b"];
        string[] subnets = [.. zones.Select((zone, index) => Subnet(stack, network, zone, index).Ref)];
        var balancer = new CfnLoadBalancer(stack, "Api", new CfnLoadBalancerProps { Subnets = subnets });
        _ = new CfnListener(
            stack,
            "Listener",
            new CfnListenerProps
            {
                LoadBalancerArn = balancer.Ref,
                Port = 80,
                Protocol = "HTTP",
                DefaultActions = (CfnListener.ActionProperty[])
                    [
                        new()
                        {
                            Type = "fixed-response",
                            FixedResponseConfig = new CfnListener.FixedResponseConfigProperty { StatusCode = "200", MessageBody = "[]" },
                        },
                    ],
            }
        );
        var page = new Asset(stack, "Page", new AssetProps { Path = "index.html" });
        _ = new StringParameter(stack, "PageKey", new StringParameterProps { StringValue = page.S3ObjectKey });
        Where = new CfnOutput(stack, "where", new CfnOutputProps { Value = Fn.Sub("${AWS::AccountId}/${AWS::Region}") });
        Endpoint = new CfnOutput(stack, "endpointUrl", new CfnOutputProps { Value = $"http://{balancer.AttrDnsName}" });
        if (isWhole)
        {
            var attributes = new VpcAttributes
            {
                VpcId = network.Ref,
                AvailabilityZones = zones,
                PublicSubnetIds = subnets,
            };
            AddContainers(stack, Vpc.FromVpcAttributes(stack, "Network", attributes));
        }
    }

    public CfnOutput Endpoint { get; }

    /// <summary>The account and the region in which the stack finds itself.</summary>
    public CfnOutput Where { get; }

    private static CfnSubnet Subnet(Stack stack, CfnVPC network, string zone, int index) =>
        new(
            stack,
            $"Subnet{index}",
            new CfnSubnetProps
            {
                VpcId = network.Ref,
                AvailabilityZone = zone,
                CidrBlock = $"10.0.{index}.0/24",
            }
        );

    /// <summary>Adds what has no stand-in: a canary, a deployment by CodeDeploy, and an image that an asset builds.</summary>
    private static void AddContainers(Stack stack, IVpc network)
    {
        var definition = new FargateTaskDefinition(stack, "Task");
        definition.AddContainer("api", new ContainerDefinitionOptions { Image = ContainerImage.FromAsset("image") });
        _ = new FargateService(
            stack,
            "Service",
            new FargateServiceProps
            {
                Cluster = new Cluster(stack, "Cluster", new ClusterProps { Vpc = network }),
                TaskDefinition = definition,
                AssignPublicIp = true,
                DeploymentController = new DeploymentController { Type = DeploymentControllerType.CODE_DEPLOY },
            }
        );
        _ = new EcsApplication(stack, "Deployments");
        _ = new Canary(
            stack,
            "Canary",
            new CanaryProps
            {
                Runtime = Amazon.CDK.AWS.Synthetics.Runtime.SYNTHETICS_NODEJS_PUPPETEER_9_1,
                Test = Test.Custom(
                    new CustomTestOptions { Code = Code.FromInline("exports.handler = async () => {};"), Handler = "index.handler" }
                ),
            }
        );
    }
}
