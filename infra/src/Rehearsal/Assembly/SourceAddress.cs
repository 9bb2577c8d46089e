namespace Rehearsal.Assembly;

/// <summary>The providers of sources that are git repositories: a rehearsal serves the working tree in their place.</summary>
internal static class SourceAddress
{
    private static readonly string[] Providers = ["CodeCommit", "CodeStarSourceConnection", "GitHub"];

    public static bool IsSource(string provider) => Providers.Contains(provider);

    extension(ActionDefinition source)
    {
        /// <summary>The repository's name; empty if only a resource of the pipeline's stack knows it.</summary>
        public string RepositoryName =>
            source.Provider switch
            {
                "CodeStarSourceConnection" => source.Configuration.GetValueOrDefault("FullRepositoryId", ""),
                "GitHub" => $"{source.Configuration["Owner"]}/{source.Configuration["Repo"]}",
                _ => source.Configuration.GetValueOrDefault("RepositoryName", ""),
            };

        public string BranchName =>
            source.Configuration.GetValueOrDefault("BranchName") ?? source.Configuration.GetValueOrDefault("Branch", "main");

        /// <summary>The address for git.</summary>
        public string GitAddress =>
            source.Provider == "CodeCommit"
                ? $"https://git-codecommit.{source.Environment.Region}.amazonaws.com/v1/repos/{source.RepositoryName}"
                : $"https://github.com/{source.RepositoryName}";
    }
}
