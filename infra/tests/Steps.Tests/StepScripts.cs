using Rehearsal.App;
using Rehearsal.Aws;
using Rehearsal.Processes;

namespace Steps.Tests;

/// <summary>Runs the pipeline's scripts as they are, through bash as the pipeline does, with the aws command line, against the emulator.</summary>
public sealed class StepScripts : IAsyncLifetime
{
    private readonly TemporaryRepository repository = new();
    private LocalCloud cloud = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string Folder { get; } = Path.Combine(ThisRepository.Root, "infra", "steps");

    /// <summary>Where the scripts' programs are looked for.</summary>
    public string SearchPath => ProcessEnvironment.SearchPath(repository.Folder);

    public async ValueTask InitializeAsync()
    {
        repository.SharePython();
        // Without an engine images are what the repository's source says, on every machine.
        var build = new BackendBuild(repository.Folder, repository.Processes);
        cloud = await LocalCloud.StartAsync(repository.Folder, repository.Processes, build, _ => { }, Cancel, engines: []);
        await StartPythonSoonerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await cloud.DisposeAsync();
        await repository.DisposeAsync();
    }

    /// <summary>The CDK's command line, which the scripts of the bootstrap find in this repository.</summary>
    public Task InstallCdkAsync() => ThisRepository.InstallAsync(repository.Processes, Cancel);

    /// <summary>Writes a file of the repository whose stacks are deployed.</summary>
    public void Write(string file, string text) => repository.Write(file, text);

    /// <summary>Writes a file such as a step reads from the assembly.</summary>
    public string File(string text)
    {
        var file = Path.Combine(repository.Folder.Temp, Guid.NewGuid().ToString());
        System.IO.File.WriteAllText(file, text);
        return file;
    }

    public Task<(int Code, string Output)> RunAsync(string script, string[] arguments, Dictionary<string, string> variables) =>
        RunProgramAsync("bash", [Path.Combine(Folder, script), .. arguments], variables);

    /// <summary>Runs a script that asks, and answers it.</summary>
    public Task<(int Code, string Output)> AnswerAsync(string answer, string script, params string[] arguments) =>
        AnswerAsync(answer, script, arguments, []);

    public Task<(int Code, string Output)> AnswerAsync(
        string answer,
        string script,
        string[] arguments,
        Dictionary<string, string> variables
    ) =>
        RunProgramAsync("bash", ["-c", "bash \"$@\" < \"$0\"", File($"{answer}\n"), Path.Combine(Folder, script), .. arguments], variables);

    /// <summary>Prepares the account by the same command line.</summary>
    public async Task<string> AwsAsync(params string[] arguments)
    {
        var (code, output) = await RunProgramAsync("aws", arguments, []);
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>What the account says to a call that it refuses.</summary>
    public async Task<string> RefusalAsync(params string[] arguments)
    {
        var (code, output) = await RunProgramAsync("aws", arguments, []);
        Assert.True(code != 0, output);
        return output;
    }

    /// <summary>Makes a stack what a template says.</summary>
    /// <returns>The stack's outputs.</returns>
    public Task<IReadOnlyDictionary<string, string>> DeployAsync(string stack, string template) =>
        cloud.DeployStackAsync(
            new()
            {
                StackName = stack,
                TemplateFile = File(template),
                Source = repository.Root,
                Log = File(""),
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
        var log = File("");
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
        return (code, (await System.IO.File.ReadAllTextAsync(log, Cancel)).Trim());
    }

    /// <summary>
    /// The scripts call Python and the aws command line, which is written in it, many hundred times. A version manager such as pyenv takes longer to
    /// find Python than that takes to start, and a call loads the aws command line for longer than it works: here both are done once.
    /// </summary>
    private async Task StartPythonSoonerAsync()
    {
        var (_, python) = await RunProgramAsync("python3", ["-c", "import sys; print(sys.executable)"], []);
        // Programs in the scripts' own text use Python's own library only. To look for what is installed beside it takes longer than to start Python.
        AddProgram("python3", $"case $1 in -c | -) set -- -S \"$@\" ;; esac\nexec '{python}' \"$@\"");

        // Elsewhere than on Linux a process that has loaded this much can't safely be forked.
        if (!OperatingSystem.IsLinux() || (await RunProgramAsync(python, ["-c", "import awscli"], [])).Code != 0)
            return;
        var programs = Path.Combine(ThisRepository.Root, "infra", "tests", "Steps.Tests", "aws");
        var (socket, log) = (Path.Combine(repository.Folder.Temp, "aws"), File(""));
        var server = repository.Processes.Start(
            new()
            {
                Program = python,
                Arguments = [Path.Combine(programs, "serve.py"), socket],
                WorkingDirectory = repository.Folder.Temp,
                Environment = cloud.Environment,
                Log = log,
            }
        );
        await Eventually.IsSoAsync(() => System.IO.File.Exists(socket) || server.Exited.IsCompleted);
        Assert.True(System.IO.File.Exists(socket), await System.IO.File.ReadAllTextAsync(log, Cancel));
        AddProgram(
            "aws",
            $"exec '{python}' -I -S '{Path.Combine(programs, "call.py")}' '{socket}' --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\""
        );
    }

    private void AddProgram(string name, string bash)
    {
        var file = Path.Combine(repository.Folder.Programs, name);
        System.IO.File.WriteAllText(file, $"#!/usr/bin/env bash\n{bash}\n");
        System.IO.File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
