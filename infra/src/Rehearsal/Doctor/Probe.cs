using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Rehearsal.Doctor;

/// <summary>Gets the versions of programs, in the user's own environment.</summary>
internal static partial class Probe
{
    /// <summary>The time limit. A program that does not answer in time counts as missing.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <returns>The first version number in the output, or all of the output if it has none; null if the program is missing or
    /// fails.</returns>
    public static async Task<string?> VersionAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancel,
        string? directory = null
    )
    {
        if (await OutputAsync(program, arguments, cancel, directory) is not { Length: > 0 } output)
            return null;
        return Number().Match(output) is { Success: true } number ? number.Value : output;
    }

    /// <returns>The output without warnings; null if the program is missing or fails.</returns>
    public static async Task<string?> OutputAsync(
        string program,
        IReadOnlyList<string> arguments,
        CancellationToken cancel,
        string? directory = null
    )
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    WorkingDirectory = directory,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            process.StandardInput.Close();
            using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            late.CancelAfter(Timeout);
            await using var killing = late.Token.Register(() => process.Kill(entireProcessTree: true));

            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var output = (await process.StandardOutput.ReadToEndAsync(CancellationToken.None)).Trim();
            await errors;
            await process.WaitForExitAsync(CancellationToken.None);
            cancel.ThrowIfCancellationRequested();
            return process.ExitCode == 0 ? output : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\d+(\.\d+)+")]
    private static partial Regex Number();
}
