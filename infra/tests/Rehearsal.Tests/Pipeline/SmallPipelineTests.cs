using Rehearsal.Aws;

namespace Rehearsal.Tests.Pipeline;

/// <summary>The base of tests with a small pipeline. Each has its own repository and pipeline; all share one emulated account.</summary>
[Collection<EmulatedAccount>]
public abstract class SmallPipelineTests(EmulatedAccount account) : IAsyncDisposable
{
    private protected TemporaryRepository Repository { get; } = new();

    private protected SmallPipeline Pipeline { get; } = new();

    private protected EmulatedAccount Account => account;

    private protected LocalCloud Cloud => account.Cloud;

    /// <summary>The file that represents a deployed release.</summary>
    private protected string Deployed => Path.Combine(Repository.Folder.Temp, "deployed");

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Repository.DisposeAsync();
    }

    /// <summary>Polls a condition until a deadline.</summary>
    private protected static async Task EventuallyAsync(Func<bool> isSo)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromMinutes(5);
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < deadline, "It never came to be so.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private protected RunningPipeline Run() => new(Repository, Cloud, Pipeline);
}
