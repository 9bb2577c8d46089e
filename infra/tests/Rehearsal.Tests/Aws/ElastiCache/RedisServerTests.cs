using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Rehearsal.Aws.ElastiCache;
using Rehearsal.Tls;

namespace Rehearsal.Tests.Aws.ElastiCache;

public sealed class RedisServerTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();
    private readonly CertificateAuthority authority;

    public RedisServerTests() => authority = new(repository.Folder);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        authority.Dispose();
        return repository.DisposeAsync();
    }

    [Fact]
    public async Task The_cache_requires_its_token_and_tls()
    {
        using var server = new RedisServer(repository.Folder, authority, "cache", "right");
        Assert.StartsWith("+OK", await AskAsync(server.Port, "AUTH right"), StringComparison.Ordinal);
        Assert.StartsWith("-", await AskAsync(server.Port, "AUTH wrong"), StringComparison.Ordinal);
        Assert.StartsWith("-NOAUTH", await AskAsync(server.Port, "GET key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_cache_refuses_connections_and_can_be_stopped_again()
    {
        using var server = new RedisServer(repository.Folder, authority, "cache", "right");
        server.Dispose();
        await Assert.ThrowsAsync<SocketException>(() => AskAsync(server.Port, "GET key"));
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

    /// <summary>Encodes a command in Redis's protocol: an array of strings, each with its length.</summary>
    private static string Resp(string[] words) =>
        $"*{words.Length}\r\n{string.Concat(words.Select(word => $"${word.Length}\r\n{word}\r\n"))}";
}
