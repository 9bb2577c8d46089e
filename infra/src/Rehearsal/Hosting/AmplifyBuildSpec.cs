using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Rehearsal.Hosting;

/// <summary>An Amplify build spec of a monorepo, as far as it says how the site is built.</summary>
internal sealed class AmplifyBuildSpec
{
    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    public List<Application> Applications { get; set; } = [];

    public static AmplifyBuildSpec Parse(string text) => Yaml.Deserialize<AmplifyBuildSpec>(text);

    internal sealed class Application
    {
        public string AppRoot { get; set; } = ".";

        public Frontend Frontend { get; set; } = new();
    }

    internal sealed class Frontend
    {
        public Dictionary<string, Phase> Phases { get; set; } = [];

        public Cache Cache { get; set; } = new();

        /// <summary>The commands of all phases, in the order in which Amplify runs them.</summary>
        public IEnumerable<string> Commands => new[] { "preBuild", "build", "postBuild" }.Where(Phases.ContainsKey).SelectMany(phase => Phases[phase].Commands);
    }

    /// <summary>What one build leaves for the next.</summary>
    internal sealed class Cache
    {
        private const string All = "/**/*";

        public List<string> Paths { get; set; } = [];

        /// <summary>Folders, from the app's root.</summary>
        public IEnumerable<string> Folders => Paths.Select(path => path.EndsWith(All, StringComparison.Ordinal)
            ? path[..^All.Length]
            : throw new HostingError($"The build spec caches '{path}'. The rehearsal keeps whole folders: write it as FOLDER{All}."));
    }

    internal sealed class Phase
    {
        public List<string> Commands { get; set; } = [];
    }
}
