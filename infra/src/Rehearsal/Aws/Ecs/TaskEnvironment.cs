using Rehearsal.Containers;
using Rehearsal.Tls;

namespace Rehearsal.Aws.Ecs;

/// <summary>The environment that the rehearsal gives to a task.</summary>
/// <param name="Account">The variables with the account's endpoint, without credentials.</param>
/// <param name="Roles">Gets what the task's roles may do; the second parameter is the task's ID.</param>
/// <param name="PullAsync">Pulls an image by its name in the task definition.</param>
/// <param name="Log">Gets the log file of a service's container.</param>
internal sealed record TaskEnvironment(
    CertificateAuthority Authority,
    IReadOnlyDictionary<string, string> Account,
    Func<TaskDefinition, string, ITaskRoles> Roles,
    Func<string, CancellationToken, Task<IContainerImage>> PullAsync,
    Func<string, string, string> Log
);
