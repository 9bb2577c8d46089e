namespace Expenses.Settings;

/// <summary>What is wrong with the settings in cdk.json, a sentence a finding, all of them at once.</summary>
public sealed class SettingsError(IReadOnlyCollection<string> findings)
    : Exception(
        $"cdk.json can't be delivered as it stands:{Environment.NewLine}{string.Join(Environment.NewLine, findings.Select(finding => $"  - {finding}"))}"
    )
{
    public IReadOnlyCollection<string> Findings => findings;
}
