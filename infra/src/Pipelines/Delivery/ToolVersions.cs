namespace Expenses.Delivery;

/// <summary>The versions of the tools that the pipeline installs.</summary>
internal static class ToolVersions
{
    /// <summary>The version in infra/package.json, as a test checks. npm's tag "latest" has pointed to a wrong major version.</summary>
    public const string CdkCli = "2.1148.1";
}
