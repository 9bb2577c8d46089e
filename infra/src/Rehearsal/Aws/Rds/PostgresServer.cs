using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Rehearsal.Network;
using Rehearsal.Processes;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Rds;

/// <summary>A stand-in for one Aurora cluster: a real PostgreSQL server, reachable over TLS only.</summary>
public sealed class PostgresServer
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private PostgresServer(int port) => Port = port;

    public static string Host => "localhost";

    public int Port { get; }

    /// <param name="name">The cluster's name, unique in the rehearsal.</param>
    public static async Task<PostgresServer> StartAsync(
        RehearsalFolder folder,
        ProcessTable processes,
        CertificateAuthority authority,
        string name,
        string user,
        string password,
        string database,
        CancellationToken cancel
    )
    {
        var postgres = new EmbeddedPostgres(folder);
        var home = Path.Combine(folder.Data, name);
        var data = Path.Combine(home, "data");
        var log = Path.Combine(folder.Logs, $"{name}.log");
        Directory.CreateDirectory(home);

        // Every user of the machine could see a password in an argument.
        var passwordFile = Path.Combine(home, "password");
        await File.WriteAllTextAsync(passwordFile, password, cancel);
        var (program, arguments) = postgres.Command(
            "initdb",
            "--pgdata",
            data,
            "--username",
            user,
            "--pwfile",
            passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync"
        );
        var code = await processes.RunAsync(
            new()
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = folder.Temp,
                Log = log,
            },
            cancel
        );
        File.Delete(passwordFile);
        if (code != 0)
        {
            throw new InvalidOperationException(
                $"PostgreSQL's initdb ended with {code}:{Environment.NewLine}{string.Join(Environment.NewLine, LogFile.Tail(log))}"
            );
        }

        RequireTls(data, authority);

        var port = Ports.Free();
        (program, arguments) = postgres.Command(
            "postgres",
            "-D",
            data,
            "-p",
            port.ToString(CultureInfo.InvariantCulture),
            "-c",
            "listen_addresses=localhost",
            "-c",
            "unix_socket_directories=",
            "-c",
            "ssl=on",
            "-c",
            "max_connections=50"
        );
        var server = processes.Start(
            new()
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = folder.Temp,
                Log = log,
            }
        );
        await CreateDatabaseAsync(
            new NpgsqlConnectionStringBuilder
            {
                Host = Host,
                Port = port,
                Username = user,
                Password = password,
                Database = "postgres",
                SslMode = SslMode.VerifyFull,
                RootCertificate = authority.BundleFile,
                Pooling = false,
            }.ConnectionString,
            database,
            server,
            cancel
        );
        return new(port);
    }

    private static void RequireTls(string data, CertificateAuthority authority)
    {
        using var certificate = authority.Issue();
        var key = Path.Combine(data, "server.key");
        File.WriteAllText(Path.Combine(data, "server.crt"), certificate.ExportCertificatePem());
        using (File.Create(key)) { }
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path.Combine(data, "pg_hba.conf"), "hostssl all all samehost scram-sha-256\n");
    }

    private static async Task CreateDatabaseAsync(string connectionString, string database, RunningProcess server, CancellationToken cancel)
    {
        var deadline = DateTime.UtcNow + StartTimeout;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(cancel);
                await using var create = new NpgsqlCommand($"CREATE DATABASE \"{database}\"", connection);
                await create.ExecuteNonQueryAsync(cancel);
                return;
            }
            catch (NpgsqlException error)
                when (error is not PostgresException { SqlState: not "57P03" } && DateTime.UtcNow < deadline && !server.Exited.IsCompleted)
            {
                await Task.Delay(100, cancel);
            }
        }
    }
}
