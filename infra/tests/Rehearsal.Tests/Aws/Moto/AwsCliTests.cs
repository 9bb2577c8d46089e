using System.Net;
using System.Net.Sockets;
using Rehearsal.Aws.Moto;
using Rehearsal.Processes;

namespace Rehearsal.Tests.Aws.Moto;

/// <summary>The AWS CLI of the steps, which is loaded once for all calls.</summary>
public sealed class AwsCliTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public async Task Each_call_has_its_own_input_outputs_folder_variables_and_exit_code()
    {
        await InstallAsync();
        repository.Write("one/input", "{}");
        repository.Write("two/variables", "");
        const string Call =
            "aws configure list > variables; "
            + "aws ssm get-parameter --cli-input-json file://input --generate-cli-skeleton > output 2> errors";
        await Task.WhenAll(
            RunAsync($"cd one; {Call}", "key-one"),
            RunAsync($"cd two; ! {{ {Call}; }}; printf '\\n\\n\\ntable\\n' | AWS_CONFIG_FILE=$PWD/config aws configure > prompts")
        );
        Assert.Contains("\"Name\"", Read("one/output"), StringComparison.Ordinal);
        Assert.Empty(Read("one/errors"));
        Assert.Contains("*-one", Read("one/variables"), StringComparison.Ordinal);
        Assert.Empty(Read("two/output"));
        Assert.Contains("file://input", Read("two/errors"), StringComparison.Ordinal);
        Assert.Contains("output = table", Read("two/config"), StringComparison.Ordinal);
        Assert.Contains("*-key", Read("two/variables"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_ends_when_its_step_is_stopped()
    {
        await InstallAsync();
        using var account = new TcpListener(IPAddress.Loopback, 0);
        account.Start();
        var call = Start("aws --cli-read-timeout 0 sts get-caller-identity", endpoint: $"http://{account.LocalEndpoint}");
        using var connection = await account.AcceptTcpClientAsync(Cancel);
        await call.KillAsync();
        var rest = new MemoryStream();
        await connection.GetStream().CopyToAsync(rest, Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel);
    }

    private async Task InstallAsync()
    {
        repository.SharePython();
        await AwsCli.InstallAsync(repository.Folder, repository.Processes, Cancel);
        const string EachStarts = "Each call starts this machine's AWS CLI.";
        var program = await File.ReadAllTextAsync(Path.Combine(repository.Folder.Programs, "aws"), Cancel);
        Assert.SkipUnless(program.Contains("call.py", StringComparison.Ordinal), EachStarts);
        var (socket, log) = (Path.Combine(repository.Folder.Temp, "aws-cli"), Path.Combine(repository.Folder.Logs, "aws-cli.log"));
        await Eventually.IsTrueAsync(() => File.Exists(socket) || (File.Exists(log) && new FileInfo(log).Length > 0));
        Assert.SkipUnless(File.Exists(socket), EachStarts);
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(repository.Root, file));

    private async Task RunAsync(string commands, string accessKey = "the-key")
    {
        var shell = Start(commands, accessKey);
        Assert.True(await shell.Exited == 0, await File.ReadAllTextAsync(shell.Log, Cancel));
    }

    private RunningProcess Start(string commands, string accessKey = "the-key", string endpoint = "http://localhost") =>
        repository.Processes.Start(
            new()
            {
                Program = "bash",
                Arguments = ["-euo", "pipefail", "-c", commands],
                WorkingDirectory = repository.Root,
                Environment = new Dictionary<string, string>
                {
                    ["AWS_ENDPOINT_URL"] = endpoint,
                    ["AWS_ACCESS_KEY_ID"] = accessKey,
                    ["AWS_SECRET_ACCESS_KEY"] = "secret",
                    ["AWS_DEFAULT_REGION"] = "us-east-1",
                },
                Log = Path.Combine(repository.Folder.Logs, $"{Guid.NewGuid()}.log"),
            }
        );
}
