using Rehearsal.Containers;
using Rehearsal.Tls;

namespace Rehearsal.Aws.Ecs;

/// <summary>What a task gets from the rehearsal.</summary>
/// <param name="Account">The variables by which a program finds the account that it runs in, and may use it.</param>
/// <param name="PullAsync">Fetches an image by the name that the task definition gives it.</param>
/// <param name="SecretAsync">Reads a secret by the name that the task definition gives it.</param>
/// <param name="Log">The file for what a container of a service prints.</param>
internal sealed record TaskEnvironment(
    CertificateAuthority Authority,
    IReadOnlyDictionary<string, string> Account,
    Func<string, CancellationToken, Task<IContainerImage>> PullAsync,
    Func<string, CancellationToken, Task<string>> SecretAsync,
    Func<string, string, string> Log
);
