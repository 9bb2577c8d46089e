using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>The output of a synthesis: a folder of templates, one of them the pipeline's.</summary>
public sealed class CloudAssembly(string folder)
{
    private const string PipelineType = "AWS::CodePipeline::Pipeline";

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <exception cref="UserError">The assembly or its pipeline is missing.</exception>
    public PipelineDefinition Pipeline(string account, string region)
    {
        if (!Directory.Exists(Folder))
            throw new UserError($"There is no cloud assembly in {Folder}: synthesise one with infra/steps/synth.sh.");

        foreach (var file in Directory.EnumerateFiles(Folder, "*.template.json"))
        {
            var text = File.ReadAllText(file);
            var resources = JsonNode.Parse(text)!["Resources"]?.AsObject();
            if (resources?.FirstOrDefault(resource => (string?)resource.Value!["Type"] == PipelineType).Value is { } pipeline)
            {
                var stackName = Path.GetFileName(file).Replace(".template.json", "", StringComparison.Ordinal);
                return new PipelineReader(stackName, resources, new(account, region)).Read(pipeline["Properties"]!, text);
            }
        }
        throw new UserError($"The cloud assembly in {Folder} has no pipeline: none of its templates has an {PipelineType}.");
    }

    /// <summary>
    /// The names of the secrets that templates refer to but don't create: the user creates them before the first deployment.
    /// </summary>
    public IEnumerable<string> ExpectedSecrets() =>
        Directory
            .EnumerateFiles(Folder, "*.template.json", SearchOption.AllDirectories)
            .SelectMany(file => SecretReference.NamesIn(File.ReadAllText(file)))
            .Distinct();
}
