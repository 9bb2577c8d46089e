using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElastiCache;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace Expenses.Application;

/// <summary>ElastiCache for Redis, or for Valkey, which is compatible. It requires TLS and a token from Secrets Manager.</summary>
public sealed class RedisCache : Construct, IConnectable
{
    /// <summary>Not the default port, because cdk-nag reports that (AwsSolutions-AEC5). A non-default port is not security.</summary>
    private const int RedisPort = 6380;

    private readonly CfnReplicationGroup cluster;

    public RedisCache(Construct scope, string id, CacheStackProps props)
        : base(scope, id)
    {
        var settings = props.Settings;
        var group = new SecurityGroup(
            this,
            "SecurityGroup",
            new SecurityGroupProps
            {
                Vpc = props.Vpc,
                AllowAllOutbound = false,
                Description = "The Redis cache",
            }
        );
        Connections = new Connections_(new ConnectionsProps { SecurityGroups = [group], DefaultPort = Port.Tcp(RedisPort) });

        AuthToken = new Secret(
            this,
            "AuthToken",
            new SecretProps
            {
                Description = "The token that the expenses API authenticates to Redis with",
                GenerateSecretString = new SecretStringGenerator { ExcludePunctuation = true, PasswordLength = 64 },
            }
        );
        AuthToken.Acknowledge(
            "AwsSolutions-SMG4",
            "Secrets Manager has no hosted rotation for ElastiCache tokens. Only the API's tasks can reach Redis. "
                + "The runbook describes how to rotate the token by hand."
        );

        var subnets = new CfnSubnetGroup(
            this,
            "Subnets",
            new CfnSubnetGroupProps
            {
                Description = "The isolated subnets of the Redis cache",
                SubnetIds = props.Vpc.SelectSubnets(new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED }).SubnetIds,
            }
        );

        var replicas = settings.Nodes > 1;
        cluster = new CfnReplicationGroup(
            this,
            "ReplicationGroup",
            new CfnReplicationGroupProps
            {
                ReplicationGroupDescription = "The Redis cache of the expenses API",
                Engine = settings.Engine,
                EngineVersion = settings.EngineVersion,
                // The change from Redis to Valkey needs an explicit parameter group. Redis uses the default one.
                CacheParameterGroupName = settings.Engine == "valkey" ? $"default.valkey{settings.EngineVersion.Split('.')[0]}" : null,
                AutoMinorVersionUpgrade = true,
                CacheNodeType = settings.NodeType,
                NumCacheClusters = settings.Nodes,
                AutomaticFailoverEnabled = replicas,
                MultiAzEnabled = replicas,
                SnapshotRetentionLimit = settings.SnapshotDays,
                Port = RedisPort,
                TransitEncryptionEnabled = true,
                AtRestEncryptionEnabled = true,
                AuthToken = AuthToken.SecretValue.UnsafeUnwrap(),
                CacheSubnetGroupName = subnets.Ref,
                SecurityGroupIds = [group.SecurityGroupId],
            }
        );
        cluster.ApplyRemovalPolicy(props.Protect ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY);
        if (!replicas)
            cluster.Acknowledge("AwsSolutions-AEC4", "The settings ask for one node. Without it, the API is slower but works.");
        Host = cluster.AttrPrimaryEndPointAddress;
        HostPort = cluster.AttrPrimaryEndPointPort;
    }

    /// <summary>The primary endpoint, which follows failovers.</summary>
    public string Host { get; }

    public string HostPort { get; }

    public Secret AuthToken { get; }

    public Connections_ Connections { get; }

    /// <summary>Gets a metric of the first node. ElastiCache names nodes by the ID of the group and a number.</summary>
    public Metric Metric(string name, string statistic) =>
        new(
            new MetricProps
            {
                Namespace = "AWS/ElastiCache",
                MetricName = name,
                DimensionsMap = new Dictionary<string, string> { ["CacheClusterId"] = $"{cluster.Ref}-001" },
                Statistic = statistic,
                Period = Duration.Minutes(1),
            }
        );
}
