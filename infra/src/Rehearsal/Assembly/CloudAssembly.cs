using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>The output of a synthesis: a folder of templates, one of them the pipeline's.</summary>
public sealed class CloudAssembly(string folder)
{
    private const string PipelineType = "AWS::CodePipeline::Pipeline";

    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>Gets all stacks, with those of the CDK stages.</summary>
    /// <param name="fallback">The account and the region of stacks that leave theirs open.</param>
    /// <exception cref="UserError">The assembly is missing.</exception>
    public IReadOnlyList<AssemblyStack> Stacks(AwsEnvironment fallback) => new AssemblyManifest(Folder, fallback).Stacks;

    /// <param name="fallback">The account and the region of stacks that leave theirs open.</param>
    /// <exception cref="UserError">The assembly is missing, or it has not one pipeline.</exception>
    public PipelineDefinition Pipeline(AwsEnvironment fallback)
    {
        (AssemblyStack Stack, string Id, JsonObject Resources)[] pipelines =
        [
            .. Stacks(fallback)
                .Select(stack => (Stack: stack, Resources: ResourcesOf(stack)))
                .SelectMany(one =>
                    one.Resources.Where(resource => (string?)resource.Value!["Type"] == PipelineType)
                        .Select(resource => (one.Stack, resource.Key, one.Resources))
                ),
        ];
        if (pipelines.Length == 0)
            throw new UserError($"The cloud assembly in {Folder} has no pipeline: none of its templates has an {PipelineType}.");
        if (pipelines.Length > 1)
        {
            var names = string.Join(", ", pipelines.Select(one => $"{one.Id} in the stack {one.Stack.StackName}"));
            throw new UserError(
                $"The cloud assembly in {Folder} has {pipelines.Length} pipelines: {names}. A rehearsal runs an app with one."
            );
        }
        var (stack, id, resources) = pipelines[0];
        return new PipelineReader(stack, resources).Read(resources[id]!["Properties"]!, File.ReadAllText(stack.TemplateFile));
    }

    /// <summary>
    /// The names of the secrets that templates refer to but don't create: the user creates them before the first deployment.
    /// </summary>
    public IEnumerable<string> ExpectedSecrets() =>
        Directory
            .EnumerateFiles(Folder, "*.template.json", SearchOption.AllDirectories)
            .SelectMany(file => SecretReference.NamesIn(File.ReadAllText(file)))
            .Distinct();

    /// <summary>The images that the app builds.</summary>
    public IReadOnlyList<ContainerAsset> ContainerAssets =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*.assets.json", SearchOption.AllDirectories)
                .SelectMany(file => JsonNode.Parse(File.ReadAllText(file))?["dockerImages"] as JsonObject ?? [])
                .Select(image => new ContainerAsset(
                    image.Key,
                    (image.Value!["displayName"] ?? image.Value["source"]?["directory"])?.ToString() ?? image.Key
                ))
                .DistinctBy(image => image.Id),
        ];

    private static JsonObject ResourcesOf(AssemblyStack stack) =>
        JsonNode.Parse(File.ReadAllText(stack.TemplateFile))?["Resources"] as JsonObject ?? [];
}
