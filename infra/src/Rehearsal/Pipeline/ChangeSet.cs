namespace Rehearsal.Pipeline;

/// <summary>The content of a change set.</summary>
/// <param name="TemplateFile">The path of the template.</param>
/// <param name="Settings">The parameters and tags of the stack.</param>
internal sealed record ChangeSet(string TemplateFile, StackSettings Settings);
