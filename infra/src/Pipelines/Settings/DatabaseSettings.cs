using System.Text.RegularExpressions;

namespace Expenses.Settings;

public sealed partial record DatabaseSettings
{
    /// <summary>Aurora PostgreSQL's version, as in "17.6". Minor versions that AWS adds on its own are taken.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>Aurora capacity units (ACU, about 2 GiB of memory each) that are never given up; 0 lets an idle database pause.</summary>
    public required double MinCapacity { get; init; }

    /// <summary>ACU that the database may grow to.</summary>
    public required double MaxCapacity { get; init; }

    /// <summary>Instances beside the writer, ready to take over.</summary>
    public required int Readers { get; init; }

    /// <summary>Days that automated backups are kept.</summary>
    public required int BackupDays { get; init; }

    /// <summary>Whether a key of this environment encrypts the database, instead of AWS's own for RDS: access can then be taken away by the key alone.</summary>
    public required bool CustomerKey { get; init; }

    /// <summary>Days after which the passwords are changed; 0 never changes them.</summary>
    public required int RotationDays { get; init; }

    /// <summary>Days that the database's logs are kept.</summary>
    public required int LogDays { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (!VersionPattern().IsMatch(EngineVersion))
            yield return $"{path}.engineVersion is \"{EngineVersion}\": it has to be a version of Aurora PostgreSQL from 16.3 on (older ones can't pause), as in 17.6.";
        if (MinCapacity is < 0 or > 256 || MinCapacity % 0.5 != 0)
            yield return $"{path}.minCapacity is {MinCapacity}: it has to be between 0 and 256 ACU, in steps of 0.5.";
        if (MaxCapacity is < 1 or > 256 || MaxCapacity % 0.5 != 0 || MaxCapacity < MinCapacity)
            yield return $"{path}.maxCapacity is {MaxCapacity}: it has to be between 1 and 256 ACU, in steps of 0.5, and not below minCapacity ({MinCapacity}).";
        if (Readers is < 0 or > 15)
            yield return $"{path}.readers is {Readers}: Aurora has between 0 and 15.";
        if (BackupDays is < 1 or > 35)
            yield return $"{path}.backupDays is {BackupDays}: Aurora keeps backups between 1 and 35 days.";
        if (RotationDays is < 0 or > 365)
            yield return $"{path}.rotationDays is {RotationDays}: it has to be between 0 (never) and 365.";
        foreach (var finding in Settings.LogDays.Findings($"{path}.logDays", LogDays))
            yield return finding;
    }

    [GeneratedRegex(@"^(16\.([3-9]|\d\d)|1[7-9]\.\d{1,2})$")]
    private static partial Regex VersionPattern();
}
