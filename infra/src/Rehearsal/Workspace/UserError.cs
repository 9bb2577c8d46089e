namespace Rehearsal.Workspace;

/// <summary>An error for the user: what is wrong, the value, and what to do. The program exits with code 2.</summary>
public sealed class UserError(string message) : Exception(message);
