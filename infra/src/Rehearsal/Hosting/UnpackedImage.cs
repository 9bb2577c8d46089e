using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>An image's file system in a folder: programs run with that as their root, as the image's user.</summary>
/// <param name="runner">The script that becomes a program inside.</param>
/// <param name="configuration">The image's own, as Docker writes it.</param>
internal sealed class UnpackedImage(string root, string runner, JsonNode configuration) : ITaskImage
{
    public IReadOnlyList<string> EntryPoint => Texts("Entrypoint");

    public IReadOnlyList<string> Command => Texts("Cmd");

    public IReadOnlyDictionary<string, string> Environment => Texts("Env").Select(variable => variable.Split('=', 2)).ToDictionary(variable => variable[0], variable => variable[1]);

    public string Share(string file)
    {
        var name = Path.GetFileName(file);
        File.Copy(file, Path.Combine(root, name), overwrite: true);
        return $"/{name}";
    }

    public ProcessSpec Run(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string log)
    {
        // As container engines do: the names that every machine has.
        File.WriteAllText(Path.Combine(root, "etc", "hosts"), "127.0.0.1 localhost\n");
        return new()
        {
            Program = "unshare",
            Arguments = ["--mount", runner, root, configuration["User"] is JsonValue user && $"{user}".Length > 0 ? $"{user}" : "0", $"{configuration["WorkingDir"]}", .. command],
            WorkingDirectory = root,
            Environment = new Dictionary<string, string>(environment) { ["HOME"] = "/tmp", ["TMPDIR"] = "/tmp" },
            Log = log,
        };
    }

    private string[] Texts(string key) => [.. configuration[key]?.AsArray().Select(text => $"{text}") ?? []];
}
