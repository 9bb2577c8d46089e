using System.Text.RegularExpressions;

namespace Expenses.Settings;

public sealed partial record DatabaseSettings
{
    /// <summary>
    /// The version of Aurora PostgreSQL that a new database starts with, as in "17.6". AWS raises the minor version on its own; a changed setting
    /// upgrades the database in place, to a higher version only, and no rollback takes that back.
    /// </summary>
    public required string EngineVersion { get; init; }

    /// <summary>Aurora capacity units (ACU, about 2 GiB of memory each) that are never given up; 0 lets an idle database pause.</summary>
    public required double MinCapacity { get; init; }

    /// <summary>ACU that the database may grow to.</summary>
    public required double MaxCapacity { get; init; }

    /// <summary>Instances beside the writer, ready to take over.</summary>
    public required int Readers { get; init; }

    /// <summary>Days that automated backups are kept.</summary>
    public required int BackupDays { get; init; }

    /// <summary>Days after which the passwords are changed.</summary>
    public required int RotationDays { get; init; }

    /// <summary>Days that the database's logs are kept.</summary>
    public required int LogDays { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (!VersionPattern().IsMatch(EngineVersion))
        {
            yield return $"{path}.engineVersion is \"{EngineVersion}\": it has to be a version that Aurora PostgreSQL has and that can pause: 16.3, 17.1, 18.1 or above. "
                + "aws rds describe-db-engine-versions --engine aurora-postgresql --query DBEngineVersions[].EngineVersion lists them.";
        }
        if (MinCapacity is < 0 or > 256 || MinCapacity % 0.5 != 0)
            yield return $"{path}.minCapacity is {MinCapacity}: it has to be between 0 and 256 ACU, in steps of 0.5.";
        if (MaxCapacity is < 1 or > 256 || MaxCapacity % 0.5 != 0 || MaxCapacity < MinCapacity)
            yield return $"{path}.maxCapacity is {MaxCapacity}: it has to be between 1 and 256 ACU, in steps of 0.5, and not below minCapacity ({MinCapacity}).";
        if (Readers is < 0 or > 15)
            yield return $"{path}.readers is {Readers}: Aurora has between 0 and 15.";
        if (BackupDays is < 1 or > 35)
            yield return $"{path}.backupDays is {BackupDays}: Aurora keeps backups between 1 and 35 days.";
        if (RotationDays is < 1 or > 365)
            yield return $"{path}.rotationDays is {RotationDays}: it has to be between 1 and 365.";
        foreach (var finding in Settings.LogDays.Findings($"{path}.logDays", LogDays))
            yield return finding;
    }

    [GeneratedRegex(@"^(16\.([3-9]|[1-9]\d)|1[78]\.[1-9]\d?)\z")]
    private static partial Regex VersionPattern();
}
