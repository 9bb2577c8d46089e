using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElastiCache;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;

namespace Expenses.Application;

/// <summary>ElastiCache for Redis, or for Valkey, which speaks its protocol: reached over TLS only, with a token that Secrets Manager makes.</summary>
public sealed class RedisCache : Construct, IConnectable
{
    /// <summary>Not Redis's own: what scans for that finds nothing.</summary>
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
                Description = "The token that the API shows to Redis",
                GenerateSecretString = new SecretStringGenerator { ExcludePunctuation = true, PasswordLength = 64 },
            }
        );
        AuthToken.Acknowledge(
            "AwsSolutions-SMG4",
            "ElastiCache takes a new token only by a call of its own, and Secrets Manager has no function for that. Redis is reached from the API's tasks alone; the runbook says how the token is changed."
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
                // A Redis that becomes Valkey has to be told its new group; Redis keeps the default one by itself.
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
            cluster.Acknowledge("AwsSolutions-AEC4", "One node: while it is away the API serves without a cache, slower and never wrong.");
        Host = cluster.AttrPrimaryEndPointAddress;
        HostPort = cluster.AttrPrimaryEndPointPort;
    }

    /// <summary>Where the primary answers, whichever node that is.</summary>
    public string Host { get; }

    public string HostPort { get; }

    public Secret AuthToken { get; }

    public Connections_ Connections { get; }

    /// <summary>A metric of the first node. ElastiCache numbers the nodes of a group, and knows them by nothing else.</summary>
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
