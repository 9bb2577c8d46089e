namespace Rehearsal.Assembly;

/// <summary>A part of a pipeline that can't be rehearsed.</summary>
/// <param name="Stage">The stage that has it; null if it concerns the whole pipeline.</param>
/// <param name="Text">The action or resource, and why it can't be rehearsed.</param>
public sealed record Unsupported(string? Stage, string Text);
