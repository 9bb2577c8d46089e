using System.Globalization;
using System.Net.Sockets;
using Rehearsal.Assembly;
using Rehearsal.Aws.Iam;
using Rehearsal.Network;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Moto;

/// <summary>The AWS API emulator moto, extended by the stand-ins in Aws/Moto/emulator.</summary>
internal sealed class Emulator : IDisposable
{
    /// <summary>A made-up account id, for pipelines that name none.</summary>
    public const string Account = "111111111111";

    public const string Region = "us-east-1";

    /// <summary>The startup timeout.</summary>
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The longest time between the end of its server and the end of its process.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(10);

    private readonly RunningProcess process;

    private Emulator(Uri endpoint, RunningProcess process, AwsEnvironment home)
    {
        (Endpoint, this.process, Home) = (endpoint, process, home);
        Client = new(EmulatorConnection.To(endpoint, LostAsync), home.Region);
        Sessions = new(EmulatorConnection.To(endpoint, LostAsync));
    }

    /// <summary>The account and the region of the pipeline.</summary>
    public AwsEnvironment Home { get; }

    /// <summary>The registry in the names of the account's images.</summary>
    public string ImageRegistry => $"{Home.Account}.dkr.ecr.{Home.Region}.amazonaws.com";

    /// <summary>Finds out whether the emulator has ended.</summary>
    /// <returns>Null while it runs.</returns>
    public async Task<AccountLost?> LostAsync()
    {
        if (!process.Exited.IsCompleted && await AcceptsAsync())
            return null;
        // Its port closes shortly before its end is known.
        return await Task.WhenAny(process.Exited, Task.Delay(EndTimeout)) == process.Exited ? new(await process.Exited, process.Log) : null;
    }

    public Uri Endpoint { get; }

    /// <summary>The client for the rehearsal's own calls.</summary>
    public EmulatorClient Client { get; }

    /// <summary>The sessions of the account's roles.</summary>
    public RoleSessions Sessions { get; }

    /// <summary>The variables with the account's endpoint, without credentials.</summary>
    public IReadOnlyDictionary<string, string> Access =>
        new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL"] = Endpoint.ToString().TrimEnd('/'),
            ["AWS_REGION"] = Home.Region,
            ["AWS_DEFAULT_REGION"] = Home.Region,
        };

    /// <summary>The variables of a program that deploys to the emulated account, without credentials.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(Access) { ["CDK_DEFAULT_ACCOUNT"] = Home.Account, ["CDK_DEFAULT_REGION"] = Home.Region };

    public static string Scripts { get; } = Path.Combine(AppContext.BaseDirectory, "Aws", "Moto", "emulator");

    /// <param name="home">The account and the region of the pipeline.</param>
    public static async Task<Emulator> StartAsync(
        RehearsalFolder folder,
        ProcessTable processes,
        AwsEnvironment home,
        Uri rehearsal,
        string? registry,
        CancellationToken cancel
    )
    {
        var python = await MotoInstallation.FindPythonAsync(folder, processes, cancel);
        var evaluator = await PolicyEvaluator.InstallAsync(folder, processes, cancel);
        var port = Ports.Free();
        var process = processes.Start(
            new()
            {
                Program = python,
                Arguments =
                [
                    "-m",
                    "emulator.serve",
                    "--port",
                    port.ToString(CultureInfo.InvariantCulture),
                    "--rehearsal",
                    rehearsal.ToString().TrimEnd('/'),
                    "--evaluator",
                    evaluator,
                    "--permissions",
                    folder.Permissions,
                    .. registry is null ? Array.Empty<string>() : ["--registry", registry],
                ],
                WorkingDirectory = Path.GetDirectoryName(Scripts)!,
                Environment = new Dictionary<string, string> { ["MOTO_ACCOUNT_ID"] = home.Account, ["AWS_DEFAULT_REGION"] = home.Region },
                Log = Path.Combine(folder.Logs, "emulator.log"),
            }
        );

        // Use a host name: moto reads bucket names from the host.
        var emulator = new Emulator(new Uri($"http://localhost:{port}"), process, home);
        if (!await process.AnswersAsync(new(emulator.Endpoint, "/moto-api/data.json"), StartTimeout, cancel))
            throw new UserError($"The AWS emulator did not start; {process.Log} explains why.");
        return emulator;
    }

    public Task KillAsync() => process.KillAsync();

    public void Dispose()
    {
        Client.Dispose();
        Sessions.Dispose();
    }

    private async Task<bool> AcceptsAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(Endpoint.Host, Endpoint.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
