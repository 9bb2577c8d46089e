using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Rehearsal.Workspace;

namespace Rehearsal.Tls;

/// <summary>
/// The rehearsal's certificate authority. Clients check its certificates as strictly as those of AWS. Each rehearsal has a new one, and
/// its key never leaves this process.
/// </summary>
public sealed class CertificateAuthority : IDisposable
{
    /// <summary>The variable for additional certificate authorities in Node.</summary>
    public const string NodeVariable = "NODE_EXTRA_CA_CERTS";

    private readonly X509Certificate2 authority;

    public CertificateAuthority(RehearsalFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Expenses rehearsal", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: true,
                hasPathLengthConstraint: false,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));

        BundleFile = Path.Combine(folder.Data, "certificate-authority.pem");
        File.WriteAllText(BundleFile, authority.ExportCertificatePem());
        NodeBundleFile = Path.Combine(folder.Data, "node-authorities.pem");
        var others = Environment.GetEnvironmentVariable(NodeVariable) is { } file && File.Exists(file) ? File.ReadAllText(file) : "";
        File.WriteAllText(NodeBundleFile, $"{authority.ExportCertificatePem()}\n{others}");
    }

    /// <summary>The authority's certificate as PEM, for clients.</summary>
    public string BundleFile { get; }

    /// <summary>The same for Node programs that also call the Internet: includes the authorities that this machine adds to Node.</summary>
    public string NodeBundleFile { get; }

    /// <summary>Creates an HTTP client that trusts only the authorities in a bundle.</summary>
    public static HttpClient Client(string bundle, Uri address)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(bundle);
        return new(new SocketsHttpHandler { UseProxy = false, SslOptions = { CertificateChainPolicy = policy } }) { BaseAddress = address };
    }

    /// <summary>Issues a server certificate with its key for this machine.</summary>
    /// <param name="host">A further host name of the machine; "*." is a wildcard for one label.</param>
    public X509Certificate2 Issue(string host = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(
            new X509BasicConstraintsExtension(
                certificateAuthority: false,
                hasPathLengthConstraint: false,
                pathLengthConstraint: 0,
                critical: true
            )
        );
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var certificate = request.Create(
            authority,
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(29),
            RandomNumberGenerator.GetBytes(16)
        );
        return certificate.CopyWithPrivateKey(key);
    }

    public void Dispose() => authority.Dispose();
}
