using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Garnet;
using Rehearsal.Network;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.ElastiCache;

/// <summary>A stand-in for one replication group: an in-process server with Redis's protocol that requires TLS and the token.</summary>
public sealed class RedisServer : IDisposable
{
    private readonly GarnetServer server;
    private bool isStopped;

    public RedisServer(RehearsalFolder folder, CertificateAuthority authority, string name, string? token)
    {
        Port = Ports.Free();
        var certificateFile = Path.Combine(folder.Data, $"{name}.pfx");
        var certificatePassword = RandomNumberGenerator.GetHexString(32);
        using (var certificate = authority.Issue())
            File.WriteAllBytes(certificateFile, certificate.Export(X509ContentType.Pkcs12, certificatePassword));

        string[] access = token is null ? [] : ["--auth", "Password", "--password", token];
        server = new GarnetServer([
            "--bind",
            "127.0.0.1",
            "--port",
            Port.ToString(CultureInfo.InvariantCulture),
            "--memory",
            "64m",
            "--index",
            "1m",
            "--logger-level",
            "Critical",
            "-q",
            "--tls",
            "--cert-file-name",
            certificateFile,
            "--cert-password",
            certificatePassword,
            "--client-certificate-required",
            "false",
            .. access,
        ]);
        server.Start();
    }

    public static string Host => "localhost";

    public int Port { get; }

    /// <summary>Stops the server, which may have been stopped before.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref isStopped, true))
            server.Dispose();
    }
}
