using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Containers;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Ecs;

/// <summary>The parts of an ECS task definition that affect what runs.</summary>
public sealed record TaskDefinition(IReadOnlyList<ContainerDefinition> ContainerDefinitions)
{
    /// <summary>The role with which the containers call AWS.</summary>
    public string? TaskRoleArn { get; init; }

    /// <summary>The role with which ECS pulls images, reads secrets and writes logs.</summary>
    public string? ExecutionRoleArn { get; init; }

    /// <param name="described">The task definition from DescribeTaskDefinition.</param>
    public static TaskDefinition Of(JsonNode described) => described.Deserialize<TaskDefinition>(JsonSerializerOptions.Web)!;

    /// <summary>Sorts the containers so that each comes after its dependencies.</summary>
    public IEnumerable<ContainerDefinition> InOrderOfNeed()
    {
        List<ContainerDefinition> waiting = [.. ContainerDefinitions];
        while (waiting.Count > 0)
        {
            var next =
                waiting.FirstOrDefault(container => container.DependsOn.All(need => waiting.All(other => other.Name != need.ContainerName)))
                ?? throw new ResourceError(
                    $"The containers {string.Join(", ", waiting.Select(container => container.Name))} wait for each other: "
                        + "remove one of their dependencies."
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

    /// <summary>The user: USER or USER:GROUP, by name or number. Defaults to the image's user.</summary>
    public string? User { get; init; }

    /// <summary>Whether the root file system is read-only. Mounts are not affected.</summary>
    public bool ReadonlyRootFilesystem { get; init; }

    public IReadOnlyList<NamedValue> Environment { get; init; } = [];

    public IReadOnlyList<NamedSecret> Secrets { get; init; } = [];

    public IReadOnlyList<ContainerDependency> DependsOn { get; init; } = [];

    public HealthCheck? HealthCheck { get; init; }

    public LogConfiguration? LogConfiguration { get; init; }

    /// <summary>
    /// In seconds: how long dependents wait for this container. ECS allows 120 at most. Unset, the rehearsal waits 3 minutes.
    /// </summary>
    public int StartTimeout { get; init; } = 180;

    /// <summary>In seconds: the time between SIGTERM and SIGKILL. Fargate's default is 30.</summary>
    public int StopTimeout { get; init; } = 30;

    internal ContainerOptions Options => new(User, ReadonlyRootFilesystem);
}

public sealed record LogConfiguration(string LogDriver, IReadOnlyDictionary<string, string>? Options);

public sealed record NamedValue(string Name, string Value);

/// <param name="ValueFrom">The secret's ARN, or ARN:KEY:: for one key of a JSON secret.</param>
public sealed record NamedSecret(string Name, string ValueFrom);

/// <param name="Condition">START, COMPLETE, SUCCESS or HEALTHY.</param>
public sealed record ContainerDependency(string ContainerName, string Condition);
