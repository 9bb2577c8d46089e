using System.Collections.Concurrent;
using Rehearsal.Aws.Iam;
using Rehearsal.Aws.Moto;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>The roles of a task in the emulated account, whose policies decide what it may do.</summary>
/// <param name="task">The task's ID, which names the sessions.</param>
internal sealed class TaskRoles(Emulator emulator, TaskDefinition definition, string task) : ITaskRoles
{
    private const string Service = "ecs-tasks.amazonaws.com";

    private readonly string source = $"arn:aws:ecs:{emulator.Home.Region}:{emulator.Home.Account}:*";
    private readonly string registry = $"{emulator.ImageRegistry}/";

    private readonly ConcurrentDictionary<string, Task<Credentials>> sessions = [];

    public async Task CheckAsync(ContainerDefinition container, CancellationToken cancel)
    {
        if (container.Image.StartsWith(registry, StringComparison.Ordinal))
        {
            var repository = container.Image[registry.Length..].Split(':', '@')[0];
            await RefuseAsync(
                "CannotPullContainerError",
                async execution =>
                {
                    await emulator.Sessions.CheckAsync(execution, "ecr", "GetAuthorizationToken", new { }, cancel);
                    await emulator.Sessions.CheckAsync(execution, "ecr", "pull", new { repositoryName = repository }, cancel);
                },
                cancel
            );
        }
        if (container.LogConfiguration is { LogDriver: "awslogs", Options: { } options })
        {
            var stream = new
            {
                logGroupName = options["awslogs-group"],
                logStreamName = $"{options["awslogs-stream-prefix"]}/{container.Name}/{task}",
            };
            await RefuseAsync(
                "ResourceInitializationError: failed to create the log stream",
                async execution =>
                {
                    await emulator.Sessions.CheckAsync(execution, "logs", "CreateLogStream", stream, cancel);
                    await emulator.Sessions.CheckAsync(execution, "logs", "PutLogEvents", stream, cancel);
                },
                cancel
            );
        }
    }

    public async Task<string> SecretAsync(string valueFrom, CancellationToken cancel)
    {
        var secret = "";
        await RefuseAsync(
            "ResourceInitializationError: unable to pull secrets or registry auth",
            async execution => secret = await emulator.Client.SecretAsync(valueFrom, execution, cancel),
            cancel
        );
        return secret;
    }

    public async Task<IEnumerable<KeyValuePair<string, string>>> CredentialsAsync(CancellationToken cancel) =>
        definition.TaskRoleArn is { } role ? (await SessionAsync(role, cancel)).Variables : [];

    /// <summary>Does something with the execution role, and turns a denial into the error of ECS.</summary>
    private async Task RefuseAsync(string error, Func<Credentials, Task> use, CancellationToken cancel)
    {
        try
        {
            await use(
                definition.ExecutionRoleArn is { } role
                    ? await SessionAsync(role, cancel)
                    : throw new AccessDenied("The task definition has no execution role.")
            );
        }
        catch (AccessDenied denied)
        {
            throw new ResourceError($"{error}: {denied.Message}");
        }
    }

    private async Task<Credentials> SessionAsync(string role, CancellationToken cancel)
    {
        try
        {
            return await sessions.GetOrAdd(role, _ => emulator.Sessions.StartAsync(role, Service, task, source, cancel));
        }
        catch (AccessDenied denied)
        {
            throw new ResourceError($"ECS was unable to assume the role '{role}' that was provided for this task. {denied.Message}");
        }
    }
}
