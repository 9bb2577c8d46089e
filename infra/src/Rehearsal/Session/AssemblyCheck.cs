using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Session;

/// <summary>Finds what can't be rehearsed in the stacks of an assembly, and what is only recorded, before the pipeline runs.</summary>
internal sealed class AssemblyCheck(CloudAssembly assembly, PipelineDefinition pipeline, LocalCloud cloud)
{
    private const string Service = "AWS::ECS::Service";

    /// <summary>It adds the function of a rotation schedule, which is recorded like any function.</summary>
    private const string RotationMacro = "AWS::SecretsManager-";

    private const string NestedStack = "AWS::CloudFormation::Stack";

    /// <summary>Finds the resources that no rehearsal can make, and the actions that need a container engine where there is none.</summary>
    public async Task<IReadOnlyList<Unsupported>> UnsupportedAsync(CancellationToken cancel)
    {
        var unknown = await cloud.UnknownTypesAsync(Stacks.SelectMany(stack => stack.Template.Resources.Values).Distinct(), cancel);
        return
        [
            .. Stacks.SelectMany(stack => FlawsOf(stack, unknown).Select(flaw => new Unsupported(stack.Stage, flaw))),
            .. ContainerAssets,
        ];
    }

    /// <summary>Lists the resources behind which nothing runs, one stack a line.</summary>
    public IEnumerable<string> Idle =>
        Stacks
            .Select(stack => (stack.Name, Resources: stack.Template.Idle.Select(id => $"{id} ({stack.Template.Resources[id]})").ToArray()))
            .Where(stack => stack.Resources.Length > 0)
            .Select(stack => $"{stack.Name}: {string.Join(", ", stack.Resources)}")
            .Distinct();

    /// <summary>The stacks that the actions deploy, and the pipeline's own.</summary>
    private IEnumerable<DeployedStack> Stacks =>
        pipeline
            .Stages.SelectMany(stage => stage.Actions.Select(action => (Stage: stage.Name, Action: action)))
            .Select(one =>
                one.Action.Configuration.TryGetValue("TemplatePath", out var path)
                && Path.Combine(assembly.Folder, path.Split("::")[^1]) is var file
                && File.Exists(file)
                    ? new DeployedStack(
                        one.Stage,
                        $"{one.Stage}.{one.Action.Name}",
                        one.Action.Configuration.GetValueOrDefault("StackName", "an unknown stack"),
                        StackTemplate.Read(file)
                    )
                    : null
            )
            .OfType<DeployedStack>()
            .Prepend(new(null, "The pipeline", pipeline.Stack.StackName, StackTemplate.Read(pipeline.Stack.TemplateFile)));

    private IEnumerable<string> FlawsOf(DeployedStack stack, IReadOnlyCollection<string> unknown)
    {
        var macros = stack.Template.Macros.Where(macro => !macro.StartsWith(RotationMacro, StringComparison.Ordinal));
        return
        [
            .. macros.Select(macro => $"{stack.Action}: the template of {stack.Name} uses the macro {macro}, which nothing applies here."),
            .. stack
                .Template.Resources.Select(resource => (Id: resource.Key, Flaw: FlawOf(resource.Value, unknown)))
                .Where(resource => resource.Flaw is not null)
                .Select(resource => $"{stack.Action}: {resource.Id} in {stack.Name} {resource.Flaw}."),
        ];
    }

    /// <summary>Says why a resource of a type can't be made; null if it can.</summary>
    private string? FlawOf(string type, IReadOnlyCollection<string> unknown) =>
        type switch
        {
            NestedStack => "is a nested stack, which the rehearsal doesn't support",
            Service when cloud is { ReplacesImages: false, EngineMissing: { } missing } =>
                $"runs containers, but there is no container engine: {missing}",
            _ => unknown.Contains(type) ? $"is an {type}, which neither moto nor the rehearsal knows" : null,
        };

    /// <summary>The actions that build images.</summary>
    private IEnumerable<Unsupported> ContainerAssets
    {
        get
        {
            if (cloud.EngineMissing is not { } missing)
                yield break;
            var images = assembly.ContainerAssets;
            foreach (var (stage, action) in pipeline.Stages.SelectMany(stage => stage.Actions.Select(action => (stage.Name, action))))
            {
                var spec = action.Project is { } project ? TextOf(project) : "";
                if (images.FirstOrDefault(image => spec.Contains(image.Id, StringComparison.Ordinal)) is { } asset)
                {
                    yield return new(
                        stage,
                        $"{stage}.{action.Name} builds the image {asset.Name}, but there is no container engine: {missing}."
                    );
                }
            }
        }
    }

    private string TextOf(BuildProject project)
    {
        var file = Path.Combine(assembly.Folder, project.BuildSpec);
        return BuildSpec.IsFile(project.BuildSpec) && File.Exists(file) ? File.ReadAllText(file) : project.BuildSpec;
    }

    /// <param name="Stage">Null for the pipeline's own stack.</param>
    private sealed record DeployedStack(string? Stage, string Action, string Name, StackTemplate Template);
}
