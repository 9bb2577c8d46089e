using Rehearsal.Aws.Ecs;
using Rehearsal.Aws.LoadBalancing;
using Rehearsal.Containers;
using Rehearsal.Network;
using Rehearsal.Tls;

namespace Rehearsal.Tests.Aws.Ecs;

/// <summary>A service behind a load balancer whose tasks are small programs, with a client.</summary>
internal sealed class SmallService : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();
    private readonly CertificateAuthority authority;
    private readonly List<string> notes = [];
    private LoadBalancer? balancer;
    private EcsService? service;

    public SmallService()
    {
        authority = new(repository.Folder);
        Http = new() { BaseAddress = new($"http://127.0.0.1:{Ports.Free()}"), Timeout = TimeSpan.FromMinutes(1) };
    }

    public HttpClient Http { get; }

    /// <summary>The alarms of the next deployments.</summary>
    public DeploymentAlarms? Alarms { get; set; }

    public string Notes
    {
        get
        {
            lock (notes)
                return string.Join('\n', notes);
        }
    }

    /// <summary>The variables with the account's endpoint.</summary>
    private static Dictionary<string, string> Account { get; } = new() { ["AWS_ENDPOINT_URL"] = "http://localhost:1" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Defines a server with a health check every second.</summary>
    public static ContainerDefinition Server(string release) =>
        new("api", "server")
        {
            Environment = [new("RELEASE", release)],
            HealthCheck = new(["CMD-SHELL", "curl --silent --fail http://127.0.0.1:$PORT/health"])
            {
                Interval = 1,
                Retries = 1,
                StartPeriod = 20,
            },
        };

    /// <summary>Defines a server that runs but never becomes healthy.</summary>
    public static ContainerDefinition Sick(string release) =>
        Server(release) with
        {
            HealthCheck = new(["CMD", "false"]) { Interval = 1, Retries = 1 },
        };

    public async Task DeployAsync(string revision, int desired, TimeSpan delay, params ContainerDefinition[] containers)
    {
        balancer ??= await LoadBalancer.StartAsync(Http.BaseAddress!.Port, Cancel);
        service ??= new("small", repository.Processes, balancer, Note);
        var environment = new TaskEnvironment(
            authority,
            Account,
            (_, _) => new AllowedTask(),
            (image, _) => Task.FromResult<IContainerImage>(new ScriptImage(image, repository.Root)),
            (_, container) => LogFile(container)
        );
        await service.DeployAsync(new(revision, new(containers), desired, delay, environment) { Alarms = Alarms }, Cancel);
    }

    /// <summary>Deploys a server under its release's name.</summary>
    public Task DeployAsync(string release, int desired = 1) => DeployAsync(release, desired, TimeSpan.FromMinutes(5), Server(release));

    public Task GrowAsync(int least) => service!.GrowAsync(least, Cancel);

    public Task StopTasksAsync() => service!.StopTasksAsync();

    public async Task<string> AskAsync(string path = "/") => (await Http.GetStringAsync(path, Cancel)).Trim();

    /// <summary>Collects the distinct answers of several requests.</summary>
    public async Task<HashSet<string>> AnswersAsync(int questions = 12)
    {
        HashSet<string> answers = [];
        for (var question = 0; question < questions; question++)
            answers.Add(await AskAsync());
        return answers;
    }

    public string Log(string container) => File.Exists(LogFile(container)) ? File.ReadAllText(LogFile(container)) : "";

    public string TempFile(string name) => Path.Combine(repository.Folder.Temp, name);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (service is not null)
            await service.DisposeAsync();
        if (balancer is not null)
            await balancer.DisposeAsync();
        authority.Dispose();
        await repository.DisposeAsync();
    }

    private string LogFile(string container) => Path.Combine(repository.Folder.Logs, $"{container}.log");

    private void Note(string text)
    {
        lock (notes)
            notes.Add(text);
    }

    /// <summary>A task outside of any account, which may do everything.</summary>
    private sealed class AllowedTask : ITaskRoles
    {
        public Task CheckAsync(ContainerDefinition container, CancellationToken cancel) => Task.CompletedTask;

        public Task<string> SecretAsync(string valueFrom, CancellationToken cancel) => Task.FromResult(valueFrom);

        public Task<IEnumerable<KeyValuePair<string, string>>> CredentialsAsync(CancellationToken cancel) =>
            Task.FromResult<IEnumerable<KeyValuePair<string, string>>>([new("AWS_ACCESS_KEY_ID", "task")]);
    }
}
