using System.Collections.Concurrent;
using Rehearsal.Assembly;
using Rehearsal.Aws.Amplify;
using Rehearsal.Aws.CloudFormation;
using Rehearsal.Aws.Iam;
using Rehearsal.Aws.Moto;
using Rehearsal.Containers;
using Rehearsal.Processes;
using Rehearsal.Tls;
using Rehearsal.Workspace;

namespace Rehearsal.Aws;

/// <summary>A local stand-in for an AWS account: an emulator for the API and real servers for resources that run.</summary>
public sealed class LocalCloud : IAsyncDisposable
{
    private readonly RehearsalFolder folder;
    private readonly ProcessTable processes;
    private readonly ISourceBuild build;
    private readonly Action<string> note;
    private readonly CertificateAuthority authority;
    private readonly AmplifyApps amplifyApps;
    private readonly ResourceHandlers handlers;
    private readonly ConcurrentDictionary<string, string> sources = new();
    private readonly ConcurrentDictionary<string, Task<Credentials>> administrators = new();
    private ResourceServer? server;
    private Emulator? emulator;
    private ImageRegistry? registry;

    private LocalCloud(
        RehearsalFolder folder,
        ProcessTable processes,
        AwsEnvironment home,
        ISourceBuild build,
        Action<string> note,
        CancellationToken cancel
    )
    {
        (this.folder, this.processes, Home, this.build, this.note) = (folder, processes, home, build, note);
        authority = new(folder);
        amplifyApps = new(folder, processes, authority, home, AccessAsync, note, cancel);
        handlers = new(
            folder,
            processes,
            authority,
            amplifyApps,
            build,
            () => emulator!,
            () => Engine,
            stack => sources[stack],
            note,
            cancel
        );
    }

    public static string Account => Emulator.Account;

    public static string Region => Emulator.Region;

    /// <summary>The account and the region of pipelines that name none.</summary>
    internal static AwsEnvironment DefaultHome { get; } = new(Account, Region);

    /// <summary>The account and the region of the pipeline.</summary>
    internal AwsEnvironment Home { get; }

    /// <summary>The variables of a program that calls the account as an administrator.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>([.. Access, .. Credentials.Administrator.Variables]);

    /// <summary>The variables of a program that calls the account, without credentials.</summary>
    private IReadOnlyDictionary<string, string> Access =>
        new Dictionary<string, string>(emulator!.Environment)
        {
            ["CURL_CA_BUNDLE"] = authority.BundleFile,
            [CertificateAuthority.NodeVariable] = authority.NodeBundleFile,
        };

    /// <summary>The addresses of the sites, such as http://dev.localhost:3000.</summary>
    public IEnumerable<(string Stack, Uri Address)> Sites => amplifyApps.Addresses;

    /// <summary>The addresses of the APIs, by stack.</summary>
    public IEnumerable<(string Stack, Uri Address)> Apis => handlers.Apis;

    /// <summary>The engine that builds images; null where the machine has none.</summary>
    internal ContainerEngine? Engine { get; private set; }

    /// <summary>The reason why the machine can't build images.</summary>
    public string? EngineMissing { get; private set; }

    /// <summary>Whether services can run from source instead of from images.</summary>
    public bool ReplacesImages => build.ReplacesImages;

    /// <summary>The differences from AWS, one sentence each.</summary>
    public IReadOnlyList<string> StandIns { get; private set; } = [];

    /// <summary>The calls that IAM's policies were asked about so far.</summary>
    public PermissionRecord Permissions => PermissionRecord.Read(folder);

    /// <param name="build">Builds from source if the machine can't build images. The cloud disposes of it.</param>
    /// <param name="engines">The container engines to try; all known ones by default.</param>
    /// <param name="home">The account and the region of the pipeline, if it names them.</param>
    internal static async Task<LocalCloud> StartAsync(
        RehearsalFolder folder,
        ProcessTable processes,
        ISourceBuild build,
        Action<string> note,
        CancellationToken cancel,
        IReadOnlyList<string>? engines = null,
        AwsEnvironment? home = null
    )
    {
        var cloud = new LocalCloud(folder, processes, home ?? DefaultHome, build, note, cancel);
        try
        {
            await cloud.StartAsync(engines ?? ContainerEngines.All, cancel);
            return cloud;
        }
        catch
        {
            await cloud.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a difference from AWS that only this app has.</summary>
    internal async Task AddDifferenceAsync(string difference, CancellationToken cancel)
    {
        StandIns = [.. StandIns, difference];
        await File.WriteAllLinesAsync(folder.Differences, StandIns, cancel);
    }

    /// <summary>Creates an HTTP client that trusts the rehearsal's certificate authority.</summary>
    public HttpClient Client(Uri address) => CertificateAuthority.Client(authority.BundleFile, address);

    /// <summary>Creates a secret that a user would create before the first deployment because templates refer to it by name.</summary>
    public Task CreateSecretAsync(string name, string value, CancellationToken cancel) =>
        emulator!.Client.CreateSecretAsync(name, value, cancel);

    /// <summary>Gets the state of an alarm; null if it does not exist.</summary>
    public Task<string?> AlarmStateAsync(string name, CancellationToken cancel) => emulator!.Client.AlarmStateAsync(name, cancel);

    /// <summary>Finds each repository that has an image with this tag, and the image's digest.</summary>
    public Task<IReadOnlyList<(string Repository, string Digest)>> ImagesAsync(string tag, CancellationToken cancel) =>
        emulator!.Client.ImagesAsync(tag, cancel);

    /// <inheritdoc cref="EmulatorClient.UnknownTypesAsync"/>
    internal Task<IReadOnlyCollection<string>> UnknownTypesAsync(IEnumerable<string> types, CancellationToken cancel) =>
        emulator!.Client.UnknownTypesAsync(types, cancel);

    /// <inheritdoc cref="Emulator.LostAsync"/>
    public Task<AccountLost?> LostAsync() => emulator!.LostAsync();

    /// <inheritdoc cref="ISourceBuild.BuildAsync(IEnumerable{string}, string, CancellationToken)"/>
    public Task BuildFromSourceAsync(IEnumerable<string> inputs, string source, CancellationToken cancel) =>
        build.BuildAsync(inputs, source, cancel);

    /// <summary>Creates or updates a stack. It is complete when all of its resources run.</summary>
    /// <returns>The stack's outputs.</returns>
    public async Task<IReadOnlyDictionary<string, string>> DeployStackAsync(StackDeployment deployment, CancellationToken cancel)
    {
        sources[deployment.StackName] = deployment.Source;
        // What failed while an earlier deployment cleaned up is not this one's failure.
        server!.TakeFailure(deployment.StackName);
        try
        {
            var environment = deployment.Environment ?? Home;
            var administrator = await AdministratorOfAsync(environment.Account, cancel);
            return await new StackDeployer(emulator!.Client, administrator, environment.Region).DeployAsync(deployment, cancel);
        }
        catch (DeploymentFailed) when (server!.TakeFailure(deployment.StackName) is { } failure)
        {
            throw new DeploymentFailed(failure);
        }
    }

    /// <summary>Gets the variables of a program that calls another account or region as an administrator.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> EnvironmentOfAsync(AwsEnvironment environment, CancellationToken cancel)
    {
        var administrator = await AdministratorOfAsync(environment.Account, cancel);
        return new Dictionary<string, string>([.. Access, .. administrator.Variables])
        {
            ["AWS_REGION"] = environment.Region,
            ["AWS_DEFAULT_REGION"] = environment.Region,
            ["CDK_DEFAULT_ACCOUNT"] = environment.Account,
            ["CDK_DEFAULT_REGION"] = environment.Region,
        };
    }

    private async Task<Credentials> AdministratorOfAsync(string account, CancellationToken cancel) =>
        account == Home.Account
            ? Credentials.Administrator
            : await administrators.GetOrAdd(account, other => emulator!.Client.AdministratorOfAsync(other, cancel));

    /// <summary>Gets the variables of a build, which calls the account with the role of its project.</summary>
    /// <param name="build">Null without a role: then the build has no credentials.</param>
    /// <exception cref="AccessDenied">CodeBuild may not assume the role.</exception>
    internal async Task<IReadOnlyDictionary<string, string>> BuildEnvironmentAsync(BuildSession? build, CancellationToken cancel) =>
        build is null
            ? Access
            : new Dictionary<string, string>([.. Access, .. (await emulator!.Sessions.StartBuildAsync(build, cancel)).Variables]);

    /// <summary>Gets the variables of a build of Amplify, after a check that Amplify may write the site's log.</summary>
    /// <exception cref="AccessDenied">Amplify may not assume the role or write the log.</exception>
    private async Task<IReadOnlyDictionary<string, string>> AccessAsync(AmplifyRole role, CancellationToken cancel)
    {
        if (role.Arn is null)
            return emulator!.Access;
        var source = $"arn:aws:amplify:{Home.Region}:{Home.Account}:apps/{role.App}/branches/{role.Branch}";
        var sessions = emulator!.Sessions;
        var credentials = await sessions.StartAsync(role.Arn, "amplify.amazonaws.com", $"amplify-{role.App}", source, cancel);
        var log = new { logGroupName = $"/aws/amplify/{role.App}", logStreamName = role.Branch };
        foreach (var operation in (string[])["CreateLogStream", "PutLogEvents"])
            await sessions.CheckAsync(credentials, "logs", operation, log, cancel);
        return new Dictionary<string, string>([.. emulator.Access, .. credentials.Variables]);
    }

    /// <summary>Runs a command in the image of a stack's service.</summary>
    /// <returns>The command's output.</returns>
    /// <exception cref="UserError">The command failed; the message has its error.</exception>
    public Task<string> RunAsync(string stack, IReadOnlyList<string> command, CancellationToken cancel) =>
        handlers.RunAsync(stack, command, cancel);

    /// <inheritdoc cref="ResourceHandlers.RestartDatabaseAsync"/>
    internal Task RestartDatabaseAsync(string environment, CancellationToken cancel) => handlers.RestartDatabaseAsync(environment, cancel);

    /// <inheritdoc cref="ResourceHandlers.StopCache"/>
    internal void StopCache(string environment) => handlers.StopCache(environment);

    /// <inheritdoc cref="ResourceHandlers.StopTasksAsync"/>
    internal Task StopTasksAsync(string environment) => handlers.StopTasksAsync(environment);

    /// <inheritdoc cref="ResourceHandlers.RotatePasswordAsync"/>
    internal Task RotatePasswordAsync(string environment, CancellationToken cancel) => handlers.RotatePasswordAsync(environment, cancel);

    /// <summary>Kills the registry that replaces ECR. It starts again.</summary>
    internal Task KillRegistryAsync() => registry!.KillAsync();

    /// <summary>Kills the emulator, and with it the account.</summary>
    internal Task KillEmulatorAsync() => emulator!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
            await registry.DisposeAsync();
        await amplifyApps.DisposeAsync();
        await handlers.DisposeAsync();
        await processes.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
        emulator?.Dispose();
        authority.Dispose();
    }

    private async Task StartAsync(IReadOnlyList<string> engines, CancellationToken cancel)
    {
        server = await ResourceServer.StartAsync(handlers.HandleAsync, amplifyApps.MapApi, handlers.MapTasks, cancel);
        (var engine, EngineMissing) = await new ContainerEngines(folder, processes, build.BaseImage).FindAsync(engines, cancel);
        registry = engine is null ? null : await ImageRegistry.StartAsync(folder, processes, engine, note, cancel);
        emulator = await Emulator.StartAsync(folder, processes, Home, server.Address, registry?.Address, cancel);
        Engine = registry is null ? null : new(folder, processes, engine!, registry, emulator.ImageRegistry);
        await AwsCli.InstallAsync(folder, processes, cancel);
        StandIns =
        [
            "The AWS API is moto, with stand-ins for the resource types that it lacks. A stack's properties are checked against "
                + "CloudFormation's schemas, the services' API models, and some documented limits and quotas. What only a service knows, "
                + "such as what a region offers today, is not checked.",
            "Stacks are updated, rolled back and deleted by CloudFormation's rules: replacement, exports in use, protection, retained "
                + "resources. A property that its schema calls conditionally create-only changes in place, and a snapshot holds no data.",
            "Aurora is PostgreSQL and ElastiCache is Microsoft.Garnet: real servers behind TLS, with certificates from the rehearsal's own "
                + "CA.",
            Engine?.StandIn
                ?? $"No image is built: {EngineMissing}. "
                    + (
                        ReplacesImages
                            ? "The service runs from source as this machine's user, who may write to its files, whatever the task "
                                + "definition says."
                            : "No service can run."
                    ),
            "Fargate tasks are processes of this machine with all of its CPU and memory. They run as the definition's user, with this "
                + "user's capabilities. Added to the definition: HOST and PORT, since all tasks share a host, NODE_EXTRA_CA_CERTS, and "
                + "AWS_ENDPOINT_URL with the task role's credentials. The output of a standalone task appears in its log group once the "
                + "task has ended.",
            "Calls of steps, tasks, Amplify and the Bootstrap workflow are judged by the policies of their role and of the resource, as "
                + "far as the emulator sets the condition keys. Not judged: CloudFormation, which is an administrator, CodePipeline's own "
                + "roles, and roles of other accounts. Permissions can be changed at once; on AWS that takes seconds to take effect.",
            "Builds run on this machine, with its programs and all of its CPU and memory, instead of in CodeBuild's image. Caches, reports "
                + "and runtime versions of a build spec have no effect. Any number of builds runs at a time, unless --builds limits it.",
            "The load balancer and CloudFront are .NET's reverse proxy. They follow the listener's rules and add the origin's headers, but "
                + "don't cache and don't log. Security groups block nothing.",
            "Only the load balancer is measured: alarms on other metrics never go off. A response time counts a tenth, since everything "
                + "shares this machine. There are no schedules: no service scales with load, and no password rotates.",
            "A minute of bake time or of an alarm's period lasts a second. Roll a stage back with `infra/rehearsal rollback`: "
                + "infra/steps/rollback.sh is for the real pipeline.",
            "Amplify is a stand-in that runs the app's build spec and deploys the bundle as its deploy-manifest.json says, behind TLS from "
                + "the same CA. It doesn't cache and doesn't optimize images. The bundle's server runs on this machine's Node, whatever "
                + "runtime the manifest names, and may write to its folder. Added to its environment: NODE_EXTRA_CA_CERTS, and the port "
                + "that replaces 3000. CURL_CA_BUNDLE makes the steps trust the CA.",
        ];
        await File.WriteAllLinesAsync(folder.Differences, StandIns, cancel);
    }
}
