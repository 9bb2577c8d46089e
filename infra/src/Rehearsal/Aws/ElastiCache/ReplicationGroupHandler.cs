using System.Collections.Concurrent;
using System.Globalization;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.ElastiCache;

/// <summary>Starts a server for each replication group.</summary>
internal sealed class ReplicationGroupHandler(RehearsalFolder folder, CertificateAuthority authority) : IResourceHandler, IDisposable
{
    private readonly ConcurrentDictionary<string, RedisServer> servers = new();

    public string ResourceType => "AWS::ElastiCache::ReplicationGroup";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel)
    {
        var server = servers.GetOrAdd(resource.Name, name => new RedisServer(folder, authority, name, resource.Text("AuthToken")));
        return Task.FromResult(
            new ResourceAnswer(
                null,
                new Dictionary<string, string>
                {
                    ["PrimaryEndPoint.Address"] = RedisServer.Host,
                    ["PrimaryEndPoint.Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
                }
            )
        );
    }

    public void Dispose()
    {
        foreach (var server in servers.Values)
            server.Dispose();
    }
}
