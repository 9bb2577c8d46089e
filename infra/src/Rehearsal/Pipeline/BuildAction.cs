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
        var project = action.Project!;
        var build = $"AWSCodeBuild-{Guid.NewGuid():N}";
        var work = Directory.CreateDirectory(Path.Combine(folder.Temp, build)).FullName;
        try
        {
            var environment = await CheckOutInputsAsync(action, execution, work, log, cancel);
            foreach (var (name, value) in await AccessAsync(action, build, cancel))
                environment[name] = value;
            foreach (var (name, value) in Variables(action, project, execution))
                environment[name] = value;
            // Programs leave many files there. They are removed with the build, as in CodeBuild.
            Directory.CreateDirectory(Path.Combine(work, "tmp"));
            environment["TMPDIR"] = Path.Combine(processes.Temp, build, "tmp");

            // As in CodeBuild, commands share a shell, and the first failure ends the build.
            var script = string.Join('\n', project.BuildSpec.Commands.Prepend("set -e"));
            var source = environment["CODEBUILD_SRC_DIR"];
            var code = await processes.RunAsync(
                new()
                {
                    Program = "bash",
                    Arguments = ["-c", script],
                    WorkingDirectory = source,
                    Environment = environment,
                    Log = log,
                },
                cancel
            );
            if (code != 0)
            {
                if (await cloud.LostAsync() is { } lost)
                    throw lost;
                // Some answers say less, such as S3's to a HEAD request.
                var denied = cloud.Permissions.DeniedIn(build).Select(call => $" IAM denies {call.RoleName} {call}.");
                throw new ActionFailed($"A command ended with exit code {code}.{string.Concat(denied.Distinct())}");
            }

            foreach (var output in action.Outputs)
                KeepOutput(Path.Combine(source, project.BuildSpec.OutputFolder ?? "."), execution.Artifact(output));
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
        var primary = action.Configuration.GetValueOrDefault("PrimarySource") ?? action.Inputs[0];
        Dictionary<string, string> environment = [];
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
            .. project.Privileged ? cloud.Engine!.Environment : new Dictionary<string, string>(),
            new("CODEBUILD_RESOLVED_SOURCE_VERSION", execution.Commit),
            new("CODEBUILD_BUILD_ID", $"{project.Id}:{execution.Id}"),
            new("CODEBUILD_INITIATOR", "codepipeline/rehearsal"),
            .. project.Environment,
            .. overrides,
        ];
    }

    private static void KeepOutput(string produced, string artifact)
    {
        if (!Directory.Exists(produced))
            throw new ActionFailed($"The build produced no folder {Path.GetFileName(produced)}, which its build spec names as its output.");
        Directory.CreateDirectory(Path.GetDirectoryName(artifact)!);
        Directory.Move(produced, artifact);
    }
}
