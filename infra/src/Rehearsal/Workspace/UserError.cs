namespace Rehearsal.Workspace;

/// <summary>A sentence for people: what was wrong, which value, what to do. It ends the program with exit code 2.</summary>
public sealed class UserError(string message) : Exception(message);
