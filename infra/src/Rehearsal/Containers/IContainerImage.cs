using Rehearsal.Processes;

namespace Rehearsal.Containers;

/// <summary>The image of a task's container.</summary>
internal interface IContainerImage
{
    IReadOnlyList<string> EntryPoint { get; }

    IReadOnlyList<string> Command { get; }

    /// <summary>The variables that the image sets.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Makes a local file readable in the container.</summary>
    /// <returns>The path in the container.</returns>
    string Share(string file);

    /// <summary>Builds the process spec of a program of the image.</summary>
    ProcessSpec Run(ContainerOptions options, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string log);
}
