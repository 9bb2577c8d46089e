using Npgsql;
using Rehearsal.Aws.Rds;
using Rehearsal.Tls;

namespace Rehearsal.Tests.Aws.Rds;

public sealed class PostgresServerTests : IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();
    private CertificateAuthority authority = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        // The servers come from the npm packages of the repository under test.
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
    public async Task The_database_requires_its_password_and_has_a_certificate_that_strict_clients_accept()
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

    private static async Task OpenAsync(NpgsqlConnectionStringBuilder settings)
    {
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancel);
    }

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
