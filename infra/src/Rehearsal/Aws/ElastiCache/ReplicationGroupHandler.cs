using System.Collections.Concurrent;
using System.Globalization;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.ElastiCache;

/// <summary>Starts a server for each replication group.</summary>
internal sealed class ReplicationGroupHandler(RehearsalFolder folder, CertificateAuthority authority) : IResourceHandler, IDisposable
{
    private readonly ConcurrentDictionary<string, (string Stack, RedisServer Server)> servers = new();

    public string ResourceType => "AWS::ElastiCache::ReplicationGroup";

    public Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel)
    {
        var (_, server) = servers.GetOrAdd(
            resource.Name,
            name => (resource.Stack, new RedisServer(folder, authority, name, resource.Text("AuthToken")))
        );
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

    /// <summary>Stops the servers of an environment for good.</summary>
    public void Stop(string environment)
    {
        foreach (var (stack, server) in servers.Values)
        {
            if (StackNames.IsOf(stack, environment))
                server.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var (_, server) in servers.Values)
            server.Dispose();
    }
}
