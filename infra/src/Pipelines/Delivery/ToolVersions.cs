namespace Expenses.Delivery;

/// <summary>What the pipeline itself installs.</summary>
internal static class ToolVersions
{
    /// <summary>The same as in infra/package.json (a test compares them): npm's tag "latest" has pointed to a wrong major.</summary>
    public const string CdkCli = "2.1148.1";
}
