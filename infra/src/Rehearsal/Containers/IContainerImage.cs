using Rehearsal.Processes;

namespace Rehearsal.Containers;

/// <summary>What the containers of a task run.</summary>
internal interface IContainerImage
{
    IReadOnlyList<string> EntryPoint { get; }

    IReadOnlyList<string> Command { get; }

    /// <summary>What the image sets by itself.</summary>
    IReadOnlyDictionary<string, string> Environment { get; }

    /// <summary>Makes a file of this machine readable inside.</summary>
    /// <returns>Its path there.</returns>
    string Share(string file);

    /// <summary>A program of the image, to be run as a process of this machine.</summary>
    ProcessSpec Run(ContainerOptions options, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, string log);
}
