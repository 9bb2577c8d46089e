using Rehearsal.Processes;

namespace Rehearsal.Pipeline;

/// <summary>
/// The shell of a build. Commands share its folder and its variables, also if one of them has left it with `exit`: the commands that follow
/// nevertheless, those of `finally` and of `post_build`, continue in a new one.
/// </summary>
/// <param name="program">sh or bash.</param>
/// <param name="folder">The folder of the first command.</param>
/// <param name="state">A folder for what the next commands need to know; its path has no special characters.</param>
internal sealed class BuildShell(
    ProcessTable processes,
    string program,
    string folder,
    string state,
    IReadOnlyDictionary<string, string> environment,
    string log
)
{
    /// <summary>Runs commands until one fails.</summary>
    /// <param name="isSucceeding">Whether no command of the build has failed before.</param>
    /// <returns>The exit code of the failed one, or 0.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> commands, bool isSucceeding, CancellationToken cancel)
    {
        if (commands.Count == 0)
            return 0;
        Directory.CreateDirectory(state);
        // Every variable is exported, so that the next shell gets it.
        string[] lines =
        [
            "set -a",
            $"[ ! -e {state}/variables ] || . {state}/variables",
            $"[ ! -e {state}/folder ] || cd \"$(cat {state}/folder)\"",
            $"CODEBUILD_BUILD_SUCCEEDING={(isSucceeding ? 1 : 0)}",
            $"trap 'export -p > {state}/variables; pwd > {state}/folder' EXIT",
            // One with several lines fails with the last of them, as in CodeBuild.
            .. commands.Select(command => $"eval {Quoted(command)}\n(exit $?) || exit"),
        ];
        return await processes.RunAsync(
            new()
            {
                Program = program,
                Arguments = ["-c", string.Join('\n', lines)],
                WorkingDirectory = folder,
                Environment = environment,
                Log = log,
            },
            cancel
        );
    }

    /// <summary>Reads variables as the commands have left them; one that is not set is empty.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(IReadOnlyList<string> names, CancellationToken cancel)
    {
        if (names.Count == 0)
            return new Dictionary<string, string>();
        var file = Path.Combine(state, "exported");
        await RunAsync([.. names.Select(name => $"printf '%s\\0' \"${{{name}-}}\" >> {state}/exported")], isSucceeding: true, cancel);
        var values = (await File.ReadAllTextAsync(file, cancel)).Split('\0');
        return names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static string Quoted(string command) => $"'{command.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
