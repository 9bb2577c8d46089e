namespace Rehearsal.Aws.Ecs;

/// <summary>The roles of a task: ECS starts it with the execution role, and its containers call AWS with the task role.</summary>
internal interface ITaskRoles
{
    /// <summary>Checks that ECS may pull an image and write the log of its container.</summary>
    /// <exception cref="Workspace.ResourceError">The execution role lacks a permission.</exception>
    Task CheckAsync(ContainerDefinition container, CancellationToken cancel);

    /// <summary>Reads a secret by its name in the task definition.</summary>
    /// <exception cref="Workspace.ResourceError">The execution role lacks a permission.</exception>
    Task<string> SecretAsync(string valueFrom, CancellationToken cancel);

    /// <summary>Gets the variables with the credentials of the containers.</summary>
    Task<IEnumerable<KeyValuePair<string, string>>> CredentialsAsync(CancellationToken cancel);
}
