using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Workspace;

namespace Rehearsal.App;

/// <summary>Two years of entries for a demo user, made by a command of the app's image.</summary>
internal sealed class DemoData(LocalCloud cloud, PipelineDefinition pipeline)
{
    /// <summary>The instructions for signing in once the app is deployed.</summary>
    public const string SignIn =
        "  Sign in: create an account on the site, or run `infra/rehearsal demo` for one with two years of entries";

    /// <summary>Fills the first environment with demo data.</summary>
    /// <returns>The sign-in instructions with the site's address.</returns>
    /// <exception cref="UserError">Nothing is deployed yet, or the command failed.</exception>
    public async Task<string> FillAsync(string? email, CancellationToken cancel)
    {
        var (stack, _) = pipeline.Sort(cloud.Apis).FirstOrDefault();
        var (_, site) = pipeline.Sort(cloud.Sites).FirstOrDefault();
        if (stack is null || site is null)
            throw new UserError("No environment is running yet. Repeat this once the first environment has been deployed.");
        return $"{await cloud.RunAsync(stack, email is null ? ["demo"] : ["demo", email], cancel)} at {site}";
    }
}
