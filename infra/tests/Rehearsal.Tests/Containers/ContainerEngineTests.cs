using System.Collections.Concurrent;
using Rehearsal.Aws;
using Rehearsal.Aws.Iam;
using Rehearsal.Aws.Moto;
using Rehearsal.Containers;

namespace Rehearsal.Tests.Containers;

/// <summary>The image's path from build to task, with each engine that works on this machine. CI has buildah.</summary>
public sealed class ContainerEngineTests : IAsyncLifetime
{
    private const string Ecr = $"{Emulator.Account}.dkr.ecr.{Emulator.Region}.amazonaws.com";

    private readonly TemporaryRepository repository = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        repository.ShareImages();
        Directory.CreateDirectory(Path.Combine(repository.Root, "infra"));
        Directory.CreateSymbolicLink(Path.Combine(repository.Root, "infra", "steps"), Path.Combine(ThisRepository.Root, "infra", "steps"));
        repository.Write("app-backend/.dockerignore", "*\n!main.js\n");
        repository.Write(
            "app-backend/Dockerfile",
            """
            ARG BASE_IMAGE=nobody.example/has-this
            FROM ${BASE_IMAGE}
            # The API's image has no programs but Node.
            RUN rm /usr/bin/env
            COPY --chown=4321 main.js /main.js
            ENV GREETING=hello
            USER 4321
            ENTRYPOINT ["node", "/main.js"]
            CMD ["serve"]
            """
        );
        repository.Write(
            "app-backend/main.js",
            $$"""
            // {{Guid.NewGuid()}}
            const { appendFileSync } = require('node:fs');
            const write = () => { try { appendFileSync('/main.js', ''); return 'may write'; } catch (error) { return error.code; } };
            // Registered before the first output, which the test waits for.
            process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(3); });
            const user = `${process.getuid()}:${process.getgid()}`;
            console.log(process.env.GREETING, process.argv[2], 'as', user, 'with', process.env.SECRET, write());
            setInterval(() => {}, 1000);
            """
        );
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public async Task The_scripts_run_in_a_fresh_clone()
    {
        var log = Path.Combine(repository.Folder.Logs, "use.log");
        var store = Path.Combine(repository.Root, "not", "there");
        Assert.Equal(
            0,
            await repository.Processes.RunAsync(
                new()
                {
                    Program = "bash",
                    Arguments = ["-euc", "source \"$0\"; echo \"${store[*]}\"", Path.Combine(ContainerEngine.Scripts, "store.sh")],
                    WorkingDirectory = repository.Root,
                    Environment = new Dictionary<string, string> { ["CONTAINER_STORE"] = store },
                    Log = log,
                },
                Cancel
            )
        );
        Assert.Equal($"--root {store}/storage --runroot {store}/run", (await File.ReadAllTextAsync(log, Cancel)).Trim());
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("buildah")]
    public async Task The_pipelines_scripts_build_push_and_promote_the_image_that_a_task_runs(string name)
    {
        var (found, missing) = await new ContainerEngines(
            repository.Folder,
            repository.Processes,
            realBase: "nobody.example/has-this"
        ).FindAsync([name], Cancel);
        Assert.SkipWhen(found is null && (name != "buildah" || Environment.GetEnvironmentVariable("CI") != "true"), $"{missing}");
        var notes = new ConcurrentQueue<string>();
        await using var registry = await ImageRegistry.StartAsync(repository.Folder, repository.Processes, found!, notes.Enqueue, Cancel);
        var emulator = await Emulator.StartAsync(
            repository.Folder,
            repository.Processes,
            LocalCloud.DefaultHome,
            new("http://localhost"),
            registry.Address,
            Cancel
        );
        await AwsCli.InstallAsync(repository.Folder, repository.Processes, Cancel);
        var engine = new ContainerEngine(repository.Folder, repository.Processes, found!, registry, Ecr);

        var tag = Path.Combine(repository.Folder.Temp, "tag");
        await File.WriteAllTextAsync(tag, "c0ffee", Cancel);
        foreach (var stage in (string[])["dev", "prod"])
            await RunAsync("aws", ["ecr", "create-repository", "--repository-name", stage], []);
        await RunAsync("infra/steps/publish-image.sh", [tag], new() { ["REPOSITORY_URI"] = $"{Ecr}/dev" });
        await RunAsync("infra/steps/promote-image.sh", [tag], new() { ["REPOSITORY_URI"] = $"{Ecr}/prod", ["FROM_REPOSITORY"] = "dev" });
        Assert.NotNull(await registry.DigestAsync("dev", "c0ffee", Cancel));
        Assert.Equal(await registry.DigestAsync("dev", "c0ffee", Cancel), await registry.DigestAsync("prod", "c0ffee", Cancel));

        await registry.KillAsync();
        await Eventually.IsTrueAsync(() => !notes.IsEmpty);
        Assert.Equal("The registry that replaces ECR ended with exit code 137. It runs again.", notes.Single());

        // Several tasks in both stages pull the image at once.
        var image = (
            await Task.WhenAll(
                Enumerable.Range(0, 8).Select(task => engine.PullAsync($"{Ecr}/{(task % 2 == 0 ? "dev" : "prod")}:c0ffee", Cancel))
            )
        )
            .Distinct()
            .Single();
        Assert.Single((await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => image.Share(tag), Cancel)))).Distinct());
        var container = new ContainerOptions();
        Assert.Equal("hello serve as 4321:0 with from an environment may write", await OutputAsync(image, container));
        Assert.Equal(
            "hello serve as 4321:3 with from an environment EROFS",
            await OutputAsync(image, container with { User = "4321:3", ReadonlyRootFilesystem = true })
        );
        Assert.Equal(
            "hello serve as 65534:65534 with from an environment EACCES",
            await OutputAsync(image, container with { User = "nobody" })
        );

        async Task RunAsync(string program, string[] arguments, Dictionary<string, string> variables)
        {
            var output = Path.Combine(repository.Folder.Logs, $"{Path.GetFileName(program)}.log");
            var environment = emulator
                .Environment.Concat(Credentials.Administrator.Variables)
                .Concat(engine.Environment)
                .Concat(variables)
                .ToDictionary();
            var code = await repository.Processes.RunAsync(
                new()
                {
                    Program = program,
                    Arguments = arguments,
                    WorkingDirectory = repository.Root,
                    Environment = environment,
                    Log = output,
                },
                Cancel
            );
            Assert.True(code == 0, await File.ReadAllTextAsync(output, Cancel));
        }
    }

    /// <summary>Starts the image, waits for its output, and asks it to stop.</summary>
    private async Task<string> OutputAsync(IContainerImage image, ContainerOptions container)
    {
        var log = Path.Combine(repository.Folder.Logs, $"task-{Guid.NewGuid():N}.log");
        var run = image.Run(
            container,
            [.. image.EntryPoint, .. image.Command],
            new Dictionary<string, string>(image.Environment) { ["SECRET"] = "from an environment" },
            log
        );
        Assert.DoesNotContain(run.Arguments, argument => argument.Contains("from an environment", StringComparison.Ordinal));
        await File.WriteAllTextAsync(log, "", Cancel);
        var task = repository.Processes.Start(run);
        while (!task.Exited.IsCompleted && !(await File.ReadAllTextAsync(log, Cancel)).Contains('\n', StringComparison.Ordinal))
            await Task.Delay(20, Cancel);
        await task.StopAsync(Timeout.InfiniteTimeSpan);
        var lines = await File.ReadAllLinesAsync(log, Cancel);
        Assert.Equal("asked to stop", lines[^1]);
        Assert.Equal(3, await task.Exited);
        return lines[0];
    }
}
