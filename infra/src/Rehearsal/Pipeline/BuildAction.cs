using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Aws.Iam;
using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.Pipeline;

/// <summary>A CodeBuild action: runs the commands of its project's build spec on its input artifacts.</summary>
internal sealed class BuildAction(RehearsalFolder folder, ProcessTable processes, LocalCloud cloud)
{
    public async Task RunAsync(ActionDefinition action, Execution execution, string log, CancellationToken cancel)
    {
        var timeout = action.Project!.Timeout;
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        timed.CancelAfter(timeout);
        try
        {
            await BuildAsync(action, execution, log, timed.Token);
        }
        catch (OperationCanceledException) when (timed.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new ActionFailed($"The build has not ended within {timeout.TotalMinutes:0} minutes, the time limit of its project.");
        }
        catch (ResourceError error)
        {
            throw new ActionFailed(error.Message);
        }
    }

    private async Task BuildAsync(ActionDefinition action, Execution execution, string log, CancellationToken cancel)
    {
        var project = action.Project!;
        var build = $"AWSCodeBuild-{Guid.NewGuid():N}";
        var work = Directory.CreateDirectory(Path.Combine(folder.Temp, build)).FullName;
        try
        {
            var environment = await CheckOutInputsAsync(action, execution, work, log, cancel);
            foreach (var (name, value) in await AccessAsync(action, build, cancel))
                environment[name] = value;
            var source = environment["CODEBUILD_SRC_DIR"];
            var spec = await ReadSpecAsync(project, source, cancel);
            foreach (var (name, value) in spec.Variables.Concat(Variables(action, project, execution)))
                environment[name] = value;
            // What a build installs with npm is its own, and comes before the rehearsal's programs, as in the container of a build.
            var path = environment.GetValueOrDefault("PATH", ProcessEnvironment.SearchPath(folder));
            environment["npm_config_prefix"] = Path.Combine(work, "npm");
            environment["PATH"] = $"{Path.Combine(work, "npm", "bin")}{Path.PathSeparator}{path}";
            // Programs leave many files there. They are removed with the build, as in CodeBuild.
            Directory.CreateDirectory(Path.Combine(work, "tmp"));
            environment["TMPDIR"] = Path.Combine(processes.Temp, build, "tmp");

            var shell = new BuildShell(processes, spec.Shell, source, Path.Combine(processes.Temp, build, "shell"), environment, log);
            if (await RunAsync(spec, shell, cancel) is { } failure)
            {
                if (await cloud.LostAsync() is { } lost)
                    throw lost;
                // Some answers say less, such as S3's to a HEAD request.
                var denied = cloud.Permissions.DeniedIn(build).Select(call => $" IAM denies {call.RoleName} {call}.");
                throw new ActionFailed($"{failure}{string.Concat(denied.Distinct())}");
            }

            foreach (var output in action.Outputs)
                OutputOf(spec, action, output).Keep(source, execution.Artifact(output));
            if (action.Namespace is { } space)
                execution.SetVariables(space, await shell.ReadAsync(spec.ExportedVariables, cancel));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<Dictionary<string, string>> CheckOutInputsAsync(
        ActionDefinition action,
        Execution execution,
        string work,
        string log,
        CancellationToken cancel
    )
    {
        var primary = PrimaryInput(action);
        Dictionary<string, string> environment = [];
        // The commands of a rule may need no source.
        if (primary is null)
            environment["CODEBUILD_SRC_DIR"] = Directory.CreateDirectory(Path.Combine(work, "src")).FullName;
        foreach (var input in action.Inputs)
        {
            var isPrimary = input == primary;
            var directory = Path.Combine(work, isPrimary ? "src" : $"src_{input}");
            var code = await processes.RunAsync(
                new()
                {
                    Program = "cp",
                    Arguments = ["-a", execution.Artifact(input), directory],
                    WorkingDirectory = work,
                    Log = log,
                },
                cancel
            );
            if (code != 0)
                throw new ActionFailed($"Its input {input} could not be copied to {directory}: is the disk full?");
            environment[isPrimary ? "CODEBUILD_SRC_DIR" : $"CODEBUILD_SRC_DIR_{input}"] = directory;
        }
        return environment;
    }

    private static string? PrimaryInput(ActionDefinition action) =>
        action.Configuration.GetValueOrDefault("PrimarySource") ?? (action.Inputs.Count > 0 ? action.Inputs[0] : null);

    private async Task<IReadOnlyDictionary<string, string>> AccessAsync(ActionDefinition action, string build, CancellationToken cancel)
    {
        var project = action.Project!;
        try
        {
            return await cloud.BuildEnvironmentAsync(
                project.Stack is { } stack ? new(stack, project.Id, build, action.Inputs, action.Outputs) : null,
                cancel
            );
        }
        catch (AccessDenied denied)
        {
            throw new ActionFailed($"CodeBuild can't use the service role of {project.Id}: {denied.Message}");
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Variables(ActionDefinition action, BuildProject project, Execution execution)
    {
        var overrides = JsonSerializer
            .Deserialize<JsonObject[]>(action.Configuration.GetValueOrDefault("EnvironmentVariables", "[]"))!
            .Select(variable => KeyValuePair.Create(variable["name"]!.ToString(), execution.Resolve(variable["value"]!.ToString())));
        return
        [
            .. project.Privileged && cloud.Engine is { } engine ? engine.Environment : new Dictionary<string, string>(),
            new("CODEBUILD_RESOLVED_SOURCE_VERSION", execution.CommitOf(PrimaryInput(action) ?? "")),
            new("CODEBUILD_BUILD_ID", $"{project.Id}:{execution.Id}"),
            new("CODEBUILD_INITIATOR", "codepipeline/rehearsal"),
            .. project.Environment,
            .. overrides,
        ];
    }

    private static async Task<BuildSpec> ReadSpecAsync(BuildProject project, string source, CancellationToken cancel)
    {
        if (!BuildSpec.IsFile(project.BuildSpec))
            return BuildSpec.Parse(project.BuildSpec, $"The build spec of {project.Id}");
        var file = Path.Combine(source, project.BuildSpec);
        return File.Exists(file)
            ? BuildSpec.Parse(await File.ReadAllTextAsync(file, cancel), project.BuildSpec)
            : throw new ActionFailed($"The source has no {project.BuildSpec}, the build spec of {project.Id}.");
    }

    /// <summary>Runs the phases of a build.</summary>
    /// <returns>Why the build has failed, if it has.</returns>
    private static async Task<string?> RunAsync(BuildSpec spec, BuildShell shell, CancellationToken cancel)
    {
        string? failure = null;
        foreach (var phase in spec.Phases)
        {
            var code = await shell.RunAsync(phase.Commands, failure is null, cancel);
            var last = await shell.RunAsync(phase.Finally, failure is null && code == 0, cancel);
            if (code == 0 && last == 0)
                continue;
            failure ??= $"A command of {phase.Name} ended with exit code {(code != 0 ? code : last)}.";
            if (!phase.GoesOnAfterFailure)
                break;
        }
        return failure;
    }

    /// <summary>Gets what an action keeps as an artifact: with several artifacts, each has its own files.</summary>
    private static BuildOutput OutputOf(BuildSpec spec, ActionDefinition action, string output) =>
        action.Outputs.Count == 1
            ? spec.Output ?? throw new ActionFailed($"The build spec has no artifacts, but the action has the output {output}.")
            : spec.SecondaryOutputs.GetValueOrDefault(output)
                ?? throw new ActionFailed($"The build spec has no secondary artifact {output}, which is an output of the action.");
}
