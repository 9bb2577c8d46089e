using System.Text.RegularExpressions;
using Rehearsal.App;
using Rehearsal.Aws;
using Rehearsal.Aws.Amplify;
using Rehearsal.Aws.Moto;
using Rehearsal.Tls;

namespace Rehearsal.Tests.Aws;

public sealed partial class ResourceHandlersTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public async Task Every_type_that_the_emulator_asks_the_rehearsal_to_run_has_a_handler()
    {
        using var authority = new CertificateAuthority(repository.Folder);
        var (folder, processes) = (repository.Folder, repository.Processes);
        IReadOnlyDictionary<string, string> account = new Dictionary<string, string>();
        var amplifyApps = new AmplifyApps(
            folder,
            processes,
            authority,
            LocalCloud.DefaultHome,
            (_, _) => Task.FromResult(account),
            _ => { },
            default
        );
        var build = new BackendBuild(folder, processes);
        await using var handlers = new ResourceHandlers(
            folder,
            processes,
            authority,
            amplifyApps,
            build,
            emulator: () => throw new InvalidOperationException("There is no emulator."),
            engine: () => null,
            sourceOf: _ => "",
            note: _ => { },
            default
        );
        var types = await File.ReadAllTextAsync(Path.Combine(Emulator.Scripts, "resource_types.py"), TestContext.Current.CancellationToken);
        var running = Type().Matches(types[types.IndexOf("RUNNING = {", StringComparison.Ordinal)..].Split('}')[0]);
        // moto has its own models of load balancers and alarms: load_balancers.py and alarms.py report them to the rehearsal.
        string[] modelled =
        [
            "AWS::CloudWatch::Alarm",
            "AWS::ElasticLoadBalancingV2::Listener",
            "AWS::ElasticLoadBalancingV2::ListenerRule",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
        ];
        Assert.Equal(running.Select(match => match.Value).Concat(modelled).Order(), handlers.ResourceTypes.Order());
    }

    [GeneratedRegex("AWS::[A-Za-z]+::[A-Za-z]+")]
    private static partial Regex Type();
}
