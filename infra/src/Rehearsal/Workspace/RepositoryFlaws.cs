using System.Runtime.InteropServices;

namespace Rehearsal.Workspace;

/// <summary>Reasons why a rehearsal can't run in a folder on any machine.</summary>
internal static class RepositoryFlaws
{
    private const int MayWrite = 2;

    // PATH splits at colons, MSBuild at semicolons and container engines at commas. MSBuild decodes %2F and replaces backslashes.
    // PostgreSQL's initdb passes its own path to a shell in double quotes. The site's CSS resolver cuts a path off at # and ?.
    private const string Refused = ":;,%\\$`\"#?\n";

    /// <summary>Gets the flaws, one sentence each.</summary>
    public static IEnumerable<string> Of(string repository)
    {
        if (repository.IndexOfAny([.. Refused]) is >= 0 and var at)
        {
            yield return $"The path of the repository is {repository}: programs that a rehearsal runs can't handle its '{repository[at]}'. "
                + "Move the repository to a folder without : ; , % \\ $ ` \" # ? and line breaks.";
        }
        string[] written = [repository, Path.Combine(repository, "infra"), Path.Combine(repository, ".rehearsal")];
        if (written.FirstOrDefault(folder => Directory.Exists(folder) && Access(folder, MayWrite) != 0) is { } closed)
        {
            yield return $"This user can't write to {closed}: a rehearsal writes into the repository. "
                + "Clone it into a folder of your own, or change that folder's owner.";
        }
    }

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
