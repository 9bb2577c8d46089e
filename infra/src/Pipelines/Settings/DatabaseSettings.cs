using System.Text.RegularExpressions;

namespace Expenses.Settings;

public sealed partial record DatabaseSettings
{
    /// <summary>
    /// The Aurora PostgreSQL version of a new database, such as "17.6". AWS upgrades the minor version automatically. A higher version here
    /// upgrades the database in place. An upgrade can't be rolled back.
    /// </summary>
    public required string EngineVersion { get; init; }

    /// <summary>Minimum Aurora capacity units (ACU, about 2 GiB of memory each); 0 lets an idle database pause.</summary>
    public required double MinCapacity { get; init; }

    /// <summary>Maximum ACU.</summary>
    public required double MaxCapacity { get; init; }

    /// <summary>Reader instances, which can take over from the writer.</summary>
    public required int Readers { get; init; }

    /// <summary>Days to keep automated backups.</summary>
    public required int BackupDays { get; init; }

    /// <summary>Days between password rotations.</summary>
    public required int RotationDays { get; init; }

    /// <summary>Days to keep the database's logs.</summary>
    public required int LogDays { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (!VersionPattern().IsMatch(EngineVersion))
        {
            yield return $"{path}.engineVersion is \"{EngineVersion}\"; it must be an Aurora PostgreSQL version that supports pausing: "
                + "16.3, 17.1, 18.1 or later. To list versions, run: "
                + "aws rds describe-db-engine-versions --engine aurora-postgresql --query DBEngineVersions[].EngineVersion";
        }
        if (MinCapacity is < 0 or > 256 || MinCapacity % 0.5 != 0)
            yield return $"{path}.minCapacity is {MinCapacity}; it must be between 0 and 256 ACU, in steps of 0.5.";
        if (MaxCapacity is < 1 or > 256 || MaxCapacity % 0.5 != 0 || MaxCapacity < MinCapacity)
        {
            yield return $"{path}.maxCapacity is {MaxCapacity}; it must be between 1 and 256 ACU, in steps of 0.5, "
                + $"and at least minCapacity ({MinCapacity}).";
        }
        if (Readers is < 0 or > 15)
            yield return $"{path}.readers is {Readers}; it must be between 0 and 15.";
        if (BackupDays is < 1 or > 35)
            yield return $"{path}.backupDays is {BackupDays}; it must be between 1 and 35.";
        if (RotationDays is < 1 or > 365)
            yield return $"{path}.rotationDays is {RotationDays}; it must be between 1 and 365.";
        foreach (var finding in Settings.LogDays.Findings($"{path}.logDays", LogDays))
            yield return finding;
    }

    [GeneratedRegex(@"^(16\.([3-9]|[1-9]\d)|1[78]\.[1-9]\d?)\z")]
    private static partial Regex VersionPattern();
}
