using System.Net.Http.Json;
using System.Text.Json;

namespace Rehearsal.Aws.Iam;

/// <summary>The sessions in which AWS services use the account's roles, and checks of calls that aren't made here.</summary>
/// <param name="http">A connection to the emulator. This object disposes of it.</param>
internal sealed class RoleSessions(HttpClient http) : IDisposable
{
    /// <summary>Lets a service assume a role, if the role's trust policy allows it.</summary>
    /// <param name="role">The role's ARN.</param>
    /// <param name="service">The service, such as ecs-tasks.amazonaws.com.</param>
    /// <param name="name">The session's name.</param>
    /// <param name="source">The ARN of the resource on whose behalf the service assumes the role.</param>
    /// <exception cref="AccessDenied">The role doesn't exist or doesn't trust the service.</exception>
    public Task<Credentials> StartAsync(string role, string service, string name, string source, CancellationToken cancel) =>
        PostAsync<Credentials>(
            "/rehearsal/sessions",
            new
            {
                role,
                service,
                name,
                source,
            },
            cancel
        );

    /// <summary>Lets CodeBuild assume the role of a project, and checks what CodeBuild itself does with it.</summary>
    /// <exception cref="AccessDenied">The role doesn't exist, doesn't trust CodeBuild, or can't use the log or an artifact.</exception>
    public Task<Credentials> StartBuildAsync(BuildSession build, CancellationToken cancel) =>
        PostAsync<Credentials>("/rehearsal/builds", build, cancel);

    /// <summary>Checks whether a session may make a call that isn't made here, such as a pull from the registry.</summary>
    /// <exception cref="AccessDenied">It may not.</exception>
    public Task CheckAsync(Credentials credentials, string service, string operation, object parameters, CancellationToken cancel) =>
        PostAsync<object>(
            "/rehearsal/checks",
            new
            {
                accessKey = credentials.AccessKeyId,
                service,
                operation,
                parameters,
            },
            cancel
        );

    public void Dispose() => http.Dispose();

    private async Task<T> PostAsync<T>(string path, object message, CancellationToken cancel)
    {
        // Text has a length, which the emulator's server needs.
        using var content = new StringContent(JsonSerializer.Serialize(message, JsonSerializerOptions.Web));
        using var response = await http.PostAsync(path, content, cancel);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<T>(cancel))!
            : throw new AccessDenied(await response.Content.ReadAsStringAsync(cancel));
    }
}
