namespace Expenses.Tests.Costs;

/// <summary>
/// List prices of us-east-1 in US dollars, without free tiers, as of November 2026. They come from secondary sources, not from AWS's price
/// list: fck-nat's README, vantage.sh for Fargate, c3x.dev, and a project's notes of the Pricing API for ElastiCache.
/// </summary>
internal static class Prices
{
    public const decimal HoursPerMonth = 730;

    public const decimal NatGateway = 0.045m * HoursPerMonth,
        NatGigabyte = 0.045m,
        PublicAddress = 0.005m * HoursPerMonth;

    /// <summary>A t4g.nano, and a gigabyte of its disk (gp3).</summary>
    public const decimal NatInstance = 0.0042m * HoursPerMonth,
        DiskGigabyte = 0.08m;

    public const decimal LoadBalancer = 0.0225m * HoursPerMonth;

    public const decimal FargateCpu = 0.03238m * HoursPerMonth,
        FargateGigabyte = 0.00356m * HoursPerMonth,
        SpotShare = 0.3m;

    public const decimal AuroraCapacity = 0.12m * HoursPerMonth,
        AuroraGigabyte = 0.10m,
        AuroraMillionRequests = 0.20m;

    public const decimal Secret = 0.40m,
        Key = 1.00m,
        AlarmMetric = 0.10m,
        LogGigabyte = 0.50m,
        ImageGigabyte = 0.10m;

    /// <summary>Prices by node type. Valkey is 20 % cheaper.</summary>
    public static readonly IReadOnlyDictionary<string, decimal> RedisNode = new Dictionary<string, decimal>
    {
        ["cache.t4g.micro"] = 0.016m * HoursPerMonth,
        ["cache.t4g.small"] = 0.032m * HoursPerMonth,
    };

    public const decimal ValkeyShare = 0.8m;

    /// <summary>
    /// Types without a cost of their own: free, a usage fee that rounds to zero here, or counted with another type.
    /// </summary>
    public static readonly IReadOnlyList<string> FreeTypes =
    [
        "AWS::Amplify::App",
        "AWS::Amplify::Branch",
        "AWS::ApplicationAutoScaling::ScalableTarget",
        "AWS::CloudFront::Distribution",
        "AWS::CloudFront::VpcOrigin",
        // The first three of an account are free.
        "AWS::CloudWatch::Dashboard",
        "AWS::EC2::FlowLog",
        "AWS::EC2::InternetGateway",
        "AWS::EC2::LaunchTemplate",
        "AWS::EC2::Route",
        "AWS::EC2::RouteTable",
        "AWS::EC2::SecurityGroup",
        "AWS::EC2::SecurityGroupEgress",
        "AWS::EC2::SecurityGroupIngress",
        "AWS::EC2::Subnet",
        "AWS::EC2::SubnetRouteTableAssociation",
        "AWS::EC2::VPC",
        "AWS::EC2::VPCGatewayAttachment",
        // A gateway endpoint.
        "AWS::EC2::VPCEndpoint",
        "AWS::ECR::Repository",
        "AWS::ECS::Cluster",
        "AWS::ECS::ClusterCapacityProviderAssociations",
        "AWS::ECS::TaskDefinition",
        "AWS::ElastiCache::SubnetGroup",
        "AWS::ElasticLoadBalancingV2::Listener",
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        "AWS::IAM::InstanceProfile",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::Logs::LogGroup",
        "AWS::RDS::DBClusterParameterGroup",
        "AWS::RDS::DBSubnetGroup",
        "AWS::S3::Bucket",
        "AWS::S3::BucketPolicy",
        "AWS::SecretsManager::ResourcePolicy",
        "AWS::SecretsManager::RotationSchedule",
        "AWS::SecretsManager::SecretTargetAttachment",
        "AWS::SSM::Association",
        "AWS::SSM::Parameter",
    ];
}
