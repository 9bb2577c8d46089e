namespace Rehearsal.Aws.Moto;

/// <summary>The emulator has ended, and the account with it, which is only in its memory.</summary>
public sealed class AccountLost(int exitCode, string log)
    : Exception(
        $"The AWS emulator ended with exit code {exitCode}, and everything in its account is gone. Stop this rehearsal and start another. "
            + $"Its log: {log}"
    );
