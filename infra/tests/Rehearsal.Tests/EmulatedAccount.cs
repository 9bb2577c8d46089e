using Rehearsal.App;
using Rehearsal.Aws;

namespace Rehearsal.Tests;

/// <summary>An emulated account, shared by tests whose leftovers in it don't affect other tests.</summary>
[CollectionDefinition]
public sealed class EmulatedAccount : ICollectionFixture<EmulatedAccount>, IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();

    public LocalCloud Cloud { get; private set; } = null!;

    /// <summary>Lets programs that start in the account find the disk full, or not any more.</summary>
    public void FillDisk(bool isFull) => repository.Processes.IsDiskFull = isFull;

    private string Packages => Path.Combine(repository.Root, "infra", "node_modules");

    public async ValueTask InitializeAsync()
    {
        // The database server comes from the npm packages of the repository under test.
        await ThisRepository.InstallAsync(repository.Processes, CancellationToken.None);
        Directory.CreateDirectory(Path.GetDirectoryName(Packages)!);
        Directory.CreateSymbolicLink(Packages, Path.Combine(ThisRepository.Root, "infra", "node_modules"));
        Cloud = await LocalCloud.StartAsync(
            repository.Folder,
            repository.Processes,
            new BackendBuild(repository.Folder, repository.Processes),
            _ => { },
            CancellationToken.None
        );
    }

    /// <summary>Deploys a template, given without its outer braces.</summary>
    /// <returns>The stack's outputs.</returns>
    public Task<IReadOnlyDictionary<string, string>> DeployAsync(string stack, string template, CancellationToken cancel)
    {
        repository.Write($"{stack}.template.json", $"{{ {template} }}");
        return Cloud.DeployStackAsync(
            new()
            {
                StackName = stack,
                TemplateFile = Path.Combine(repository.Root, $"{stack}.template.json"),
                Source = repository.Root,
                Log = Path.Combine(repository.Folder.Logs, $"{stack}.log"),
            },
            cancel
        );
    }

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        File.Delete(Packages);
        await repository.DisposeAsync();
    }
}
