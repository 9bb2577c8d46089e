using Rehearsal.Workspace;

namespace Rehearsal.Hosting;

/// <summary>Something that a stack describes would not run; with the last lines of its log.</summary>
public sealed class HostingError(string message) : Exception(message)
{
    public HostingError(string message, string log)
        : this(string.Join(Environment.NewLine, [message, .. LogFile.Tail(log).Select(line => $"  {line}"), $"  (all of it: {log})"])) =>
        Reason = message;

    /// <summary>The sentence alone.</summary>
    public string Reason { get; } = message;
}
