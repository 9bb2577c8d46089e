namespace Rehearsal.Workspace;

/// <summary>A resource of a stack failed to start or change. The message ends with the last lines of its log.</summary>
public sealed class ResourceError(string message) : Exception(message)
{
    public ResourceError(string message, string log)
        : this(string.Join(Environment.NewLine, [message, .. LogFile.Tail(log).Select(line => $"  {line}"), $"  (full log: {log})"])) =>
        Reason = message;

    /// <summary>The reason without the log lines.</summary>
    public string Reason { get; } = message;
}
