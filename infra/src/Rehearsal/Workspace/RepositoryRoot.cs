namespace Rehearsal.Workspace;

internal static class RepositoryRoot
{
    private const string Mark = "cdk.json";

    /// <summary>Finds the repository around the current folder.</summary>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
                return folder.FullName;
        }
        throw new UserError(
            $"{Environment.CurrentDirectory} is not in the repository: there is no {Mark} in it or in a folder above it. "
                + "Change to the repository's folder and start again."
        );
    }
}
