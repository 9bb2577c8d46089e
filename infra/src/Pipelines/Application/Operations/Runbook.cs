using System.Text.RegularExpressions;

namespace Expenses.Application;

/// <summary>The runbook, which every alarm links to.</summary>
/// <param name="repository">The GitHub repository with the runbook, "owner/name".</param>
/// <param name="branch">The delivered branch.</param>
public sealed partial class Runbook(string repository, string branch)
{
    /// <summary>Gets the URL of a heading, with GitHub's anchor.</summary>
    public string Link(string heading) =>
        $"https://github.com/{repository}/blob/{branch}/infra/docs/runbook.md#"
        + NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors();
}
