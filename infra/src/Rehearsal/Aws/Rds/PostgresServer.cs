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

    private readonly ProcessTable processes;
    private readonly ProcessSpec program;
    private readonly string owner;
    private RunningProcess process;

    /// <param name="owner">The connection string of its first user.</param>
    private PostgresServer(ProcessTable processes, ProcessSpec program, int port, string owner)
    {
        (this.processes, this.program, Port, this.owner) = (processes, program, port, owner);
        process = processes.Start(program);
    }

    public static string Host => "localhost";

    public int Port { get; }

    /// <summary>The name of its first user.</summary>
    public string Owner => new NpgsqlConnectionStringBuilder(owner).Username!;

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
        var server = new PostgresServer(
            processes,
            new()
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = folder.Temp,
                Log = log,
            },
            port,
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
            }.ConnectionString
        );
        await server.ExecuteAsync($"CREATE DATABASE \"{database}\"", cancel);
        return server;
    }

    /// <summary>Kills the server, as a crash does, starts it again and waits until it answers.</summary>
    public async Task RestartAsync(CancellationToken cancel)
    {
        await process.KillAsync();
        process = processes.Start(program);
        await ExecuteAsync("SELECT", cancel);
    }

    /// <summary>Changes a user's password and ends the user's connections.</summary>
    public async Task ChangePasswordAsync(string user, string password, CancellationToken cancel)
    {
        await ExecuteAsync($"ALTER ROLE \"{user}\" PASSWORD '{password}'", cancel);
        await ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{user}'", cancel);
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

    /// <summary>Executes a statement as the first user, once the server accepts connections.</summary>
    private async Task ExecuteAsync(string statement, CancellationToken cancel)
    {
        var deadline = DateTime.UtcNow + StartTimeout;
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(owner);
                await connection.OpenAsync(cancel);
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync(cancel);
                return;
            }
            catch (NpgsqlException error)
                when (error is not PostgresException { SqlState: not "57P03" } && DateTime.UtcNow < deadline && !process.Exited.IsCompleted)
            {
                await Task.Delay(100, cancel);
            }
        }
    }
}
