using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Rehearsal.Aws.Moto;
using Rehearsal.Workspace;

namespace Rehearsal.Session;

/// <summary>The address and token of a running rehearsal, in a file that only its user may read.</summary>
internal sealed record ControlAccess(Uri Address, string Token)
{
    public const string Header = "X-Rehearsal-Token";

    public void Write(RehearsalFolder folder)
    {
        using (File.Create(folder.Control)) { }
        File.SetUnixFileMode(folder.Control, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(folder.Control, JsonSerializer.Serialize(this));
    }

    /// <returns>Null if no rehearsal has written it yet.</returns>
    public static ControlAccess? Read(RehearsalFolder folder) =>
        File.Exists(folder.Control) ? JsonSerializer.Deserialize<ControlAccess>(File.ReadAllText(folder.Control)) : null;

    /// <summary>Admits callers with the token, and answers errors with a sentence.</summary>
    public async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[Header] != Token)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        try
        {
            await next(context);
        }
        catch (Exception error) when (error is UserError or AccountLost)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            await context.Response.WriteAsync(error.Message);
        }
    }
}
