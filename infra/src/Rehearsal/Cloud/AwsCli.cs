using Rehearsal.Workspace;

namespace Rehearsal.Cloud;

/// <summary>Puts an `aws` on the PATH of the steps that talks to the emulator and to nothing else.</summary>
internal static class AwsCli
{
    /// <returns>A sentence for people where it is a stand-in.</returns>
    public static string? Install(RehearsalFolder folder, string python)
    {
        var real = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(directory => Path.Combine(directory, "aws")).FirstOrDefault(File.Exists);
        // Older command lines do not read AWS_ENDPOINT_URL: the option makes sure.
        Write(folder, real is null
            ? $"exec \"{python}\" \"{Path.Combine(Emulator.Scripts, "aws")}\" \"$@\""
            : $"exec \"{real}\" --endpoint-url \"$AWS_ENDPOINT_URL\" \"$@\"");
        return real is null ? "The aws command line is a stand-in on boto3 (there is none on this machine)." : null;
    }

    private static void Write(RehearsalFolder folder, string command)
    {
        var file = Path.Combine(folder.Programs, "aws");
        File.WriteAllText(file, $"#!/usr/bin/env bash\n{command}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
