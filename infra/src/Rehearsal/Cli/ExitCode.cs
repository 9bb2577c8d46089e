using Rehearsal.Pipeline;

namespace Rehearsal.Cli;

/// <summary>The exit codes of the program.</summary>
public static class ExitCode
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;
    public const int Rejected = 3;

    public static int Of(Outcome outcome) =>
        outcome switch
        {
            Outcome.Succeeded => Succeeded,
            Outcome.Rejected => Rejected,
            _ => Failed,
        };
}
