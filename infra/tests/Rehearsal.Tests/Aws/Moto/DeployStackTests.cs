using Rehearsal.Aws.Moto;
using Rehearsal.Network;

namespace Rehearsal.Tests.Aws.Moto;

public sealed class DeployStackTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public async Task Without_an_emulator_a_deployment_fails_with_a_sentence()
    {
        repository.SharePython();
        repository.Write("template.json", "{}");
        var log = Path.Combine(repository.Root, "log");
        var code = await repository.Processes.RunAsync(
            new()
            {
                Program = await MotoInstallation.FindPythonAsync(repository.Folder, repository.Processes, Cancel),
                Arguments = [Path.Combine(Emulator.Scripts, "deploy_stack.py"), "Small", "template.json", "outputs.json"],
                WorkingDirectory = repository.Root,
                Environment = new Dictionary<string, string>
                {
                    ["AWS_ENDPOINT_URL"] = $"http://localhost:{Ports.Free()}",
                    ["AWS_DEFAULT_REGION"] = Emulator.Region,
                    ["AWS_ACCESS_KEY_ID"] = "rehearsal",
                    ["AWS_SECRET_ACCESS_KEY"] = "rehearsal",
                },
                Log = log,
            },
            Cancel
        );
        Assert.Equal(1, code);
        Assert.StartsWith(
            "Small: the emulator does not answer: ",
            Assert.Single(await File.ReadAllLinesAsync(log, Cancel)),
            StringComparison.Ordinal
        );
    }
}
