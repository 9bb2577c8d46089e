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

        /// <summary>The commands of all phases, in the order in which Amplify runs them.</summary>
        public IEnumerable<string> Commands => new[] { "preBuild", "build", "postBuild" }.Where(Phases.ContainsKey).SelectMany(phase => Phases[phase].Commands);
    }

    internal sealed class Phase
    {
        public List<string> Commands { get; set; } = [];
    }
}
