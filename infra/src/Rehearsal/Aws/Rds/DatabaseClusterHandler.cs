using System.Collections.Concurrent;
using System.Globalization;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Processes;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Rds;

/// <summary>Starts a PostgreSQL server for each database cluster.</summary>
internal sealed class DatabaseClusterHandler(RehearsalFolder folder, ProcessTable processes, CertificateAuthority authority)
    : IResourceHandler
{
    private readonly ConcurrentDictionary<string, PostgresServer> servers = new();

    public string ResourceType => "AWS::RDS::DBCluster";

    public async Task<ResourceAnswer> CreateAsync(ResourceEvent resource, CancellationToken cancel)
    {
        var server = servers[resource.Stack] = await PostgresServer.StartAsync(
            folder,
            processes,
            authority,
            resource.Name,
            resource.Text("MasterUsername")!,
            resource.Text("MasterUserPassword")!,
            resource.Text("DatabaseName") ?? "postgres",
            cancel
        );
        return new(
            null,
            new Dictionary<string, string>
            {
                ["Endpoint.Address"] = PostgresServer.Host,
                ["Endpoint.Port"] = server.Port.ToString(CultureInfo.InvariantCulture),
                ["ReadEndpoint.Address"] = PostgresServer.Host,
            }
        );
    }

    /// <summary>Gets the server of an environment.</summary>
    public PostgresServer Of(string environment) => servers.First(server => StackNames.IsOf(server.Key, environment)).Value;
}
