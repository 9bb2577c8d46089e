using Rehearsal.App;
using Rehearsal.Aws;
using Rehearsal.Aws.Moto;
using Rehearsal.Processes;

namespace Steps.Tests;

/// <summary>Runs the pipeline's scripts with bash and the AWS CLI, as the pipeline does, against the emulator.</summary>
public sealed class StepScripts : IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();
    private LocalCloud cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string Folder { get; } = Path.Combine(ThisRepository.Root, "infra", "steps");

    /// <summary>The PATH of the scripts.</summary>
    public string SearchPath => ProcessEnvironment.SearchPath(repository.Folder);

    public async ValueTask InitializeAsync()
    {
        repository.SharePython();
        // Without an engine, tasks run from the repository's source, on every machine.
        var build = new BackendBuild(repository.Folder, repository.Processes);
        cloud = await LocalCloud.StartAsync(repository.Folder, repository.Processes, build, _ => { }, Cancel, engines: []);
        await SpeedUpPythonAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await cloud.DisposeAsync();
        await repository.DisposeAsync();
    }

    /// <summary>Installs the CDK's CLI in this repository, where bootstrap.sh expects it.</summary>
    public Task InstallCdkAsync() => ThisRepository.InstallAsync(repository.Processes, Cancel);

    /// <summary>Writes a file to the repository that the stacks are deployed from.</summary>
    public void Write(string file, string text) => repository.Write(file, text);

    /// <summary>Writes a temporary file.</summary>
    public string TempFile(string text)
    {
        var file = Path.Combine(repository.Folder.Temp, Guid.NewGuid().ToString());
        File.WriteAllText(file, text);
        return file;
    }

    public Task<(int Code, string Output)> RunAsync(string script, string[] arguments, Dictionary<string, string> variables) =>
        RunProgramAsync("bash", [Path.Combine(Folder, script), .. arguments], variables);

    /// <summary>Runs a script with a line of input.</summary>
    public Task<(int Code, string Output)> RunWithInputAsync(string input, string script, params string[] arguments) =>
        RunWithInputAsync(input, script, arguments, []);

    public Task<(int Code, string Output)> RunWithInputAsync(
        string input,
        string script,
        string[] arguments,
        Dictionary<string, string> variables
    ) =>
        RunProgramAsync(
            "bash",
            ["-c", "bash \"$@\" < \"$0\"", TempFile($"{input}\n"), Path.Combine(Folder, script), .. arguments],
            variables
        );

    /// <summary>Calls the AWS CLI.</summary>
    public async Task<string> AwsAsync(params string[] arguments)
    {
        var (code, output) = await RunProgramAsync("aws", arguments, []);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>Calls the AWS CLI, and expects an error.</summary>
    public async Task<string> AwsErrorAsync(params string[] arguments)
    {
        var (code, output) = await RunProgramAsync("aws", arguments, []);
        Assert.True(code != 0, output);
        return output;
    }

    /// <summary>Creates or updates a stack.</summary>
    /// <returns>The stack's outputs.</returns>
    public Task<IReadOnlyDictionary<string, string>> DeployAsync(string stack, string template) =>
        cloud.DeployStackAsync(
            new()
            {
                StackName = stack,
                TemplateFile = TempFile(template),
                Source = repository.Root,
                Log = TempFile(""),
            },
            Cancel
        );

    public async Task<HttpResponseMessage> ConfigureEmulatorAsync(string path, HttpContent body)
    {
        using var http = new HttpClient();
        return await http.PostAsync(new Uri(new Uri(cloud.Environment["AWS_ENDPOINT_URL"]), path), body, Cancel);
    }

    /// <summary>Runs a program outside the repository, in a folder of its own: scripts find their files by their own path.</summary>
    public async Task<(int Code, string Output)> RunProgramAsync(string program, string[] arguments, Dictionary<string, string> variables)
    {
        var log = TempFile("");
        var environment = new Dictionary<string, string>(cloud.Environment);
        foreach (var (name, value) in variables)
            environment[name] = value;
        var code = await repository.Processes.RunAsync(
            new()
            {
                Program = program,
                Arguments = arguments,
                WorkingDirectory = repository.Folder.Temp,
                Environment = environment,
                Log = log,
            },
            Cancel
        );
        return (code, (await File.ReadAllTextAsync(log, Cancel)).Trim());
    }

    /// <summary>
    /// Speeds up hundreds of calls of Python: a version manager such as pyenv takes longer to find it than it takes to start, and inline
    /// programs use the standard library only, so that they need no search for installed packages.
    /// </summary>
    private async Task SpeedUpPythonAsync()
    {
        var (_, python) = await RunProgramAsync("python3", ["-c", "import sys; print(sys.executable)"], []);
        var file = Path.Combine(repository.Folder.Programs, "python3");
        await File.WriteAllTextAsync(
            file,
            $"#!/usr/bin/env bash\ncase $1 in -c | -) set -- -S \"$@\" ;; esac\nexec {AwsCli.Quoted(python)} \"$@\"\n",
            Cancel
        );
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
