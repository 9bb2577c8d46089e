using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.Iam;
using Rehearsal.Aws.Moto;
using Rehearsal.Network;

namespace Rehearsal.Tests.Aws.CloudFormation;

public sealed class StackDeployerTests : IAsyncDisposable
{
    private const string Region = "us-east-1";

    private readonly TemporaryRepository repository = new();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public async Task Without_an_emulator_a_deployment_fails_with_a_sentence()
    {
        using var client = ClientOf($"http://localhost:{Ports.Free()}");
        var failure = await FailureAsync(client);
        Assert.StartsWith("Small: the emulator does not answer: ", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_of_the_emulator_fails_a_deployment_with_a_sentence()
    {
        await using var crashing = LocalServer.Create();
        crashing.MapPost("/", () => Results.Text("<!doctype html><title>KeyError</title>", statusCode: 500));
        await crashing.StartAsync(TestContext.Current.CancellationToken);
        using var client = ClientOf(crashing.Address);
        Assert.Equal("Small: the emulator gave no valid response; emulator.log has the reason.", await FailureAsync(client));
    }

    private static EmulatorClient ClientOf(string emulator) =>
        new(EmulatorConnection.To(new(emulator), () => Task.FromResult<AccountLost?>(null)), Region);

    private async Task<string> FailureAsync(EmulatorClient client)
    {
        repository.Write("template.json", "{}");
        var failure = await Assert.ThrowsAsync<DeploymentFailed>(() =>
            new StackDeployer(client, Credentials.Administrator, Region).DeployAsync(
                new()
                {
                    StackName = "Small",
                    TemplateFile = Path.Combine(repository.Root, "template.json"),
                    Source = repository.Root,
                    Log = Path.Combine(repository.Root, "log"),
                },
                TestContext.Current.CancellationToken
            )
        );
        return failure.Message;
    }
}
