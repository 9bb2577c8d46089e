using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Amplify;

/// <summary>
/// An Amplify build spec: the commands that build a site's bundle, and the folder of the checkout that holds the bundle.
/// </summary>
/// <param name="Commands">The commands of all phases, in Amplify's order.</param>
internal sealed record AmplifyBuildSpec(IReadOnlyList<string> Commands, string BaseDirectory)
{
    private static readonly string[] Phases = ["preBuild", "build", "postBuild"];

    /// <exception cref="ResourceError">The build spec has something that the rehearsal doesn't support.</exception>
    public static AmplifyBuildSpec Parse(string text)
    {
        var spec = StrictObject.ReadYaml(text, "The build spec of the Amplify app", "version", "frontend");
        spec.Require("version", "1");
        var frontend = spec.Object("frontend", "phases", "artifacts");
        var phases = frontend.Object("phases", Phases);
        string[] commands = [.. Phases.Where(phases.Has).SelectMany(phase => phases.Object(phase, "commands").Texts("commands"))];
        var artifacts = frontend.Object("artifacts", "baseDirectory", "files");
        artifacts.Require("files", new JsonArray("**/*"));
        return new(commands, artifacts.Text("baseDirectory", "a folder of the checkout", folder => folder.Length > 0));
    }
}
