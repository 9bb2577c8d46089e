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
        var (_, right) = await StartAsync();
        await OpenAsync(right);
        await Assert.ThrowsAsync<PostgresException>(() => OpenAsync(new(right.ConnectionString) { Password = "wrong" }));
        await Assert.ThrowsAsync<PostgresException>(() =>
            OpenAsync(new(right.ConnectionString) { SslMode = SslMode.Disable, RootCertificate = null })
        );
        await Assert.ThrowsAsync<NpgsqlException>(() => OpenAsync(new(right.ConnectionString) { RootCertificate = OtherAuthority() }));
    }

    [Fact]
    public async Task A_database_that_was_killed_starts_again_with_everything_that_it_acknowledged()
    {
        var (server, owner) = await StartAsync();
        await ExecuteAsync(owner, "CREATE TABLE written AS SELECT 42 AS number");
        await server.RestartAsync(Cancel);
        Assert.Equal(42, await ExecuteAsync(owner, "SELECT number FROM written"));
    }

    [Fact]
    public async Task A_changed_password_ends_the_connections_with_the_old_one()
    {
        var (server, owner) = await StartAsync();
        await ExecuteAsync(owner, "CREATE ROLE app LOGIN PASSWORD 'old'");
        var app = new NpgsqlConnectionStringBuilder(owner.ConnectionString) { Username = "app", Password = "old" };
        await using var open = new NpgsqlConnection(app.ConnectionString);
        await open.OpenAsync(Cancel);
        await server.ChangePasswordAsync("app", "new", Cancel);
        await using var select = new NpgsqlCommand("SELECT", open);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => select.ExecuteNonQueryAsync(Cancel));
        await Assert.ThrowsAsync<PostgresException>(() => OpenAsync(app));
        await OpenAsync(new(app.ConnectionString) { Password = "new" });
    }

    /// <returns>The server and the settings of its first user's connections.</returns>
    private async Task<(PostgresServer Server, NpgsqlConnectionStringBuilder Owner)> StartAsync()
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
        return (
            server,
            new()
            {
                Host = PostgresServer.Host,
                Port = server.Port,
                Database = "expenses",
                Username = "owner",
                Password = "right",
                SslMode = SslMode.VerifyFull,
                RootCertificate = authority.BundleFile,
                Pooling = false,
            }
        );
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnectionStringBuilder settings, string statement)
    {
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(statement, connection);
        return await command.ExecuteScalarAsync(Cancel);
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
