namespace Rehearsal.Aws.Iam;

/// <summary>A build that needs the role of its project.</summary>
/// <param name="Stack">The project's stack.</param>
/// <param name="Project">The project's logical ID.</param>
/// <param name="Name">The session's name.</param>
/// <param name="Inputs">The artifacts that the build reads.</param>
/// <param name="Outputs">The artifacts that it writes.</param>
internal sealed record BuildSession(string Stack, string Project, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);
