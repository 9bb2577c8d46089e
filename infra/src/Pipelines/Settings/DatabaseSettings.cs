namespace Expenses.Settings;

public sealed record DatabaseSettings
{
    /// <summary>Aurora capacity units (ACU, about 2 GiB of memory each) that are never given up; 0 lets an idle database pause.</summary>
    public required double MinCapacity { get; init; }

    /// <summary>ACU that the database may grow to.</summary>
    public required double MaxCapacity { get; init; }

    /// <summary>Instances beside the writer, ready to take over.</summary>
    public required int Readers { get; init; }

    /// <summary>Days that automated backups are kept.</summary>
    public required int BackupDays { get; init; }

    /// <summary>Whether AWS refuses to delete the cluster.</summary>
    public required bool DeletionProtection { get; init; }

    internal IEnumerable<string> Findings(string path)
    {
        if (MinCapacity is < 0 or > 256 || MinCapacity % 0.5 != 0)
            yield return $"{path}.minCapacity is {MinCapacity}: it has to be between 0 and 256 ACU, in steps of 0.5.";
        if (MaxCapacity is < 1 or > 256 || MaxCapacity % 0.5 != 0 || MaxCapacity < MinCapacity)
            yield return $"{path}.maxCapacity is {MaxCapacity}: it has to be between 1 and 256 ACU, in steps of 0.5, and not below minCapacity ({MinCapacity}).";
        if (Readers is < 0 or > 15)
            yield return $"{path}.readers is {Readers}: Aurora has between 0 and 15.";
        if (BackupDays is < 1 or > 35)
            yield return $"{path}.backupDays is {BackupDays}: Aurora keeps backups between 1 and 35 days.";
    }
}
