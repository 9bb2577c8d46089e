namespace Expenses.Settings;

/// <summary>All errors in the settings in cdk.json, one sentence each.</summary>
public sealed class SettingsError(IReadOnlyCollection<string> findings)
    : Exception(
        $"The settings in cdk.json are invalid:{Environment.NewLine}"
            + string.Join(Environment.NewLine, findings.Select(finding => $"  - {finding}"))
    )
{
    public IReadOnlyCollection<string> Findings => findings;
}
