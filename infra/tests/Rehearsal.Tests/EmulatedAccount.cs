using Rehearsal.App;
using Rehearsal.Aws;

namespace Rehearsal.Tests;

/// <summary>An emulated account, shared by tests whose leftovers in it don't affect other tests.</summary>
[CollectionDefinition]
public sealed class EmulatedAccount : ICollectionFixture<EmulatedAccount>, IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();

    public LocalCloud Cloud { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Cloud = await LocalCloud.StartAsync(
            repository.Folder,
            repository.Processes,
            new BackendBuild(repository.Folder, repository.Processes),
            _ => { },
            CancellationToken.None
        );

    public async ValueTask DisposeAsync()
    {
        await Cloud.DisposeAsync();
        await repository.DisposeAsync();
    }
}
