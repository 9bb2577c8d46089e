using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ElastiCache;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

/// <summary>ElastiCache for Redis: reached over TLS only, with a token that Secrets Manager makes.</summary>
public sealed class RedisCache : Construct, IConnectable
{
    private const int RedisPort = 6379;

    public RedisCache(Construct scope, string id, CacheSettings settings, IVpc vpc) : base(scope, id)
    {
        var group = new SecurityGroup(this, "SecurityGroup", new SecurityGroupProps { Vpc = vpc, AllowAllOutbound = false, Description = "The Redis cache" });
        Connections = new Connections_(new ConnectionsProps { SecurityGroups = [group], DefaultPort = Port.Tcp(RedisPort) });

        AuthToken = new Secret(this, "AuthToken", new SecretProps
        {
            Description = "The token that the API shows to Redis",
            GenerateSecretString = new SecretStringGenerator { ExcludePunctuation = true, PasswordLength = 64 },
        });

        var subnets = new CfnSubnetGroup(this, "Subnets", new CfnSubnetGroupProps
        {
            Description = "The isolated subnets of the Redis cache",
            SubnetIds = vpc.SelectSubnets(new SubnetSelection { SubnetType = SubnetType.PRIVATE_ISOLATED }).SubnetIds,
        });

        var replicas = settings.Nodes > 1;
        var cluster = new CfnReplicationGroup(this, "ReplicationGroup", new CfnReplicationGroupProps
        {
            ReplicationGroupDescription = "The Redis cache of the expenses API",
            Engine = "redis",
            EngineVersion = "7.1",
            CacheNodeType = settings.NodeType,
            NumCacheClusters = settings.Nodes,
            AutomaticFailoverEnabled = replicas,
            MultiAzEnabled = replicas,
            Port = RedisPort,
            TransitEncryptionEnabled = true,
            AtRestEncryptionEnabled = true,
            AuthToken = AuthToken.SecretValue.UnsafeUnwrap(),
            CacheSubnetGroupName = subnets.Ref,
            SecurityGroupIds = [group.SecurityGroupId],
        });
        Host = cluster.AttrPrimaryEndPointAddress;
        HostPort = cluster.AttrPrimaryEndPointPort;
    }

    /// <summary>Where the primary answers, whichever node that is.</summary>
    public string Host { get; }

    public string HostPort { get; }

    public Secret AuthToken { get; }

    public Connections_ Connections { get; }
}
