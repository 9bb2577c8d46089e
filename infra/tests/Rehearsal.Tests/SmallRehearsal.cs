using Rehearsal.Tests.Pipeline;

namespace Rehearsal.Tests;

/// <summary>A repository with only a small pipeline. Its synthesis copies an existing assembly.</summary>
internal sealed class SmallRehearsal : IAsyncDisposable
{
    private readonly string outside = Directory.CreateTempSubdirectory("deployed-").FullName;

    public TemporaryRepository Repository { get; } = new();

    public SmallPipeline Pipeline { get; } = new();

    /// <summary>The file that represents a deployed release. It outlives the rehearsal.</summary>
    public string Deployed => Path.Combine(outside, "deployed");

    /// <summary>Writes the pipeline and the files that the program requires in a repository.</summary>
    public async Task PrepareAsync()
    {
        await ThisRepository.InstallAsync(Repository.Processes, TestContext.Current.CancellationToken);
        Repository.Write("infra/steps/synth.sh", "cp -r assembly infra/cdk.out\n");
        Directory.CreateSymbolicLink(
            Path.Combine(Repository.Root, "infra", "node_modules"),
            Path.Combine(ThisRepository.Root, "infra", "node_modules")
        );
        Pipeline.Write(Path.Combine(Repository.Root, "assembly"));
        Edit("one");
    }

    /// <summary>Changes the working tree.</summary>
    public void Edit(string release) => Repository.Write("release.txt", release);

    public Task<(int Code, string Output)> RunAsync(params string[] words) => RehearsalProgram.RunAsync(Repository, words);

    public ValueTask DisposeAsync()
    {
        File.Delete(Path.Combine(Repository.Root, "infra", "node_modules"));
        Directory.Delete(outside, recursive: true);
        return Repository.DisposeAsync();
    }
}
