using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Containers;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>A task definition as ECS describes it, as far as it says what runs.</summary>
public sealed record TaskDefinition(IReadOnlyList<ContainerDefinition> ContainerDefinitions)
{
    /// <param name="described">As DescribeTaskDefinition answers.</param>
    public static TaskDefinition Of(JsonNode described) => described.Deserialize<TaskDefinition>(JsonSerializerOptions.Web)!;

    /// <summary>The containers, each after those that it depends on.</summary>
    public IEnumerable<ContainerDefinition> InOrderOfNeed()
    {
        List<ContainerDefinition> waiting = [.. ContainerDefinitions];
        while (waiting.Count > 0)
        {
            var next =
                waiting.FirstOrDefault(container => container.DependsOn.All(need => waiting.All(other => other.Name != need.ContainerName)))
                ?? throw new ResourceError(
                    $"The containers {string.Join(", ", waiting.Select(container => container.Name))} wait for each other: take one of their dependencies away."
                );
            waiting.Remove(next);
            yield return next;
        }
    }
}

public sealed record ContainerDefinition(string Name, string Image)
{
    public bool Essential { get; init; } = true;

    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>As whom it runs: USER or USER:GROUP, by name or number. The image says it, where the definition does not.</summary>
    public string? User { get; init; }

    /// <summary>Whether it may write to its own files: what is mounted into it is another matter.</summary>
    public bool ReadonlyRootFilesystem { get; init; }

    public IReadOnlyList<NamedValue> Environment { get; init; } = [];

    public IReadOnlyList<NamedSecret> Secrets { get; init; } = [];

    public IReadOnlyList<ContainerDependency> DependsOn { get; init; } = [];

    public HealthCheck? HealthCheck { get; init; }

    /// <summary>In seconds: how long others wait for what they want of this container. ECS takes 120 at most; where nothing is set, the rehearsal gives up after three minutes.</summary>
    public int StartTimeout { get; init; } = 180;

    /// <summary>In seconds: the time between SIGTERM and SIGKILL. Half a minute is Fargate's default.</summary>
    public int StopTimeout { get; init; } = 30;

    internal ContainerOptions Options => new(User, ReadonlyRootFilesystem);
}

public sealed record NamedValue(string Name, string Value);

/// <param name="ValueFrom">A secret's ARN, or ARN:KEY:: for one key of a JSON secret.</param>
public sealed record NamedSecret(string Name, string ValueFrom);

/// <param name="Condition">START, COMPLETE, SUCCESS or HEALTHY.</param>
public sealed record ContainerDependency(string ContainerName, string Condition);
