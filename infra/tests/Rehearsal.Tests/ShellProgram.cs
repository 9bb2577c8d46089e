namespace Rehearsal.Tests;

internal static class ShellProgram
{
    /// <summary>Writes a program with one line of sh.</summary>
    public static void Write(string file, string sh)
    {
        File.WriteAllText(file, $"#!/bin/sh\n{sh}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
