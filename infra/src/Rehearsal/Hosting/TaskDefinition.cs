namespace Rehearsal.Hosting;

/// <summary>A task definition as ECS describes it, as far as it says what runs.</summary>
public sealed record TaskDefinition(IReadOnlyList<ContainerDefinition> ContainerDefinitions)
{
    /// <summary>Whether others start only when this container has come to its end.</summary>
    public bool IsWaitedFor(ContainerDefinition container) =>
        ContainerDefinitions.SelectMany(other => other.DependsOn).Any(need => need.ContainerName == container.Name && need.Condition is "SUCCESS" or "COMPLETE");
}

public sealed record ContainerDefinition(string Name, string Image)
{
    public bool Essential { get; init; } = true;

    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<NamedValue> Environment { get; init; } = [];

    public IReadOnlyList<NamedSecret> Secrets { get; init; } = [];

    public IReadOnlyList<ContainerDependency> DependsOn { get; init; } = [];

    public HealthCheck? HealthCheck { get; init; }
}

public sealed record NamedValue(string Name, string Value);

/// <param name="ValueFrom">A secret's ARN, or ARN:KEY:: for one key of a JSON secret.</param>
public sealed record NamedSecret(string Name, string ValueFrom);

/// <param name="Condition">START, COMPLETE, SUCCESS or HEALTHY.</param>
public sealed record ContainerDependency(string ContainerName, string Condition);

/// <param name="Command">"CMD", then the program and its arguments.</param>
public sealed record HealthCheck(IReadOnlyList<string> Command);
