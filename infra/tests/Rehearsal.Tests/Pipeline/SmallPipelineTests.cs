using Rehearsal.Aws;

namespace Rehearsal.Tests.Pipeline;

/// <summary>What tests of a small pipeline share: each has a repository and a pipeline of its own, all of them one emulated account.</summary>
[Collection<EmulatedAccount>]
public abstract class SmallPipelineTests(EmulatedAccount account) : IAsyncDisposable
{
    private protected TemporaryRepository Repository { get; } = new();

    private protected SmallPipeline Pipeline { get; } = new();

    private protected LocalCloud Cloud => account.Cloud;

    /// <summary>What stands for a deployed release.</summary>
    private protected string Deployed => Path.Combine(Repository.Folder.Temp, "deployed");

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Repository.DisposeAsync();
    }

    /// <summary>Waits for what comes by itself; a deadline ends what never comes.</summary>
    private protected static async Task EventuallyAsync(Func<bool> isSo)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromMinutes(1);
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < deadline, "It never came to be so.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private protected RunningPipeline Run() => new(Repository, Cloud, Pipeline);
}
