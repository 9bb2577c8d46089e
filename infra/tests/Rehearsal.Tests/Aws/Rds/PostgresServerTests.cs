using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Npgsql;
using Rehearsal.Aws.ElastiCache;
using Rehearsal.Aws.Rds;
using Rehearsal.Tls;

namespace Rehearsal.Tests.Aws;

public sealed class HostingTests : IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();
    private CertificateAuthority authority = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        // The servers of the repository that the tests are of.
        Directory.CreateDirectory(Path.Combine(repository.Root, "infra"));
        Directory.CreateSymbolicLink(
            Path.Combine(repository.Root, "infra", "node_modules"),
            Path.Combine(ThisRepository.Root, "infra", "node_modules")
        );
        authority = new(repository.Folder);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        authority.Dispose();
        File.Delete(Path.Combine(repository.Root, "infra", "node_modules"));
        await repository.DisposeAsync();
    }

    [Fact]
    public async Task The_database_wants_its_password_and_shows_a_certificate_that_stands_up_to_a_strict_client()
    {
        await ThisRepository.InstallAsync(repository.Processes, Cancel);
        var server = await PostgresServer.StartAsync(
            repository.Folder,
            repository.Processes,
            authority,
            "database",
            "owner",
            "right",
            "expenses",
            Cancel
        );
        var right = new NpgsqlConnectionStringBuilder
        {
            Host = PostgresServer.Host,
            Port = server.Port,
            Database = "expenses",
            Username = "owner",
            Password = "right",
            SslMode = SslMode.VerifyFull,
            RootCertificate = authority.BundleFile,
            Pooling = false,
        };
        await OpenAsync(right);
        await Assert.ThrowsAsync<PostgresException>(() => OpenAsync(new(right.ConnectionString) { Password = "wrong" }));
        await Assert.ThrowsAsync<PostgresException>(() =>
            OpenAsync(new(right.ConnectionString) { SslMode = SslMode.Disable, RootCertificate = null })
        );
        await Assert.ThrowsAsync<NpgsqlException>(() => OpenAsync(new(right.ConnectionString) { RootCertificate = OtherAuthority() }));
    }

    [Fact]
    public async Task The_cache_wants_its_token_over_tls()
    {
        using var server = new RedisServer(repository.Folder, authority, "cache", "right");
        Assert.StartsWith("+OK", await AskAsync(server.Port, "AUTH right"), StringComparison.Ordinal);
        Assert.StartsWith("-", await AskAsync(server.Port, "AUTH wrong"), StringComparison.Ordinal);
        Assert.StartsWith("-NOAUTH", await AskAsync(server.Port, "GET key"), StringComparison.Ordinal);
    }

    private static async Task OpenAsync(NpgsqlConnectionStringBuilder settings)
    {
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancel);
    }

    private async Task<string> AskAsync(int port, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, Cancel);
        var trusted = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(authority.BundleFile, Cancel));
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = RedisServer.Host,
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { trusted },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
            Cancel
        );
        await stream.WriteAsync(Encoding.ASCII.GetBytes(Resp(command.Split(' '))), Cancel);
        var answer = new byte[256];
        return Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer, Cancel));
    }

    /// <summary>A command in Redis's protocol: an array of strings, each with its length.</summary>
    private static string Resp(string[] words) =>
        $"*{words.Length}\r\n{string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"))}";

    private string OtherAuthority()
    {
        var bundle = File.ReadAllText(authority.BundleFile);
        using var other = new CertificateAuthority(repository.Folder);
        var file = Path.Combine(repository.Folder.Data, "other.pem");
        File.Move(other.BundleFile, file);
        File.WriteAllText(authority.BundleFile, bundle);
        return file;
    }
}
