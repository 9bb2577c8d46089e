using System.Text.RegularExpressions;

namespace Expenses.Application;

/// <summary>Where people read what to do: every alarm leads to its heading there.</summary>
/// <param name="repository">The GitHub repository that holds it, "owner/name".</param>
/// <param name="branch">The branch that is delivered.</param>
public sealed partial class Runbook(string repository, string branch)
{
    /// <summary>The address of a heading, as GitHub makes it.</summary>
    public string Link(string heading) =>
        $"https://github.com/{repository}/blob/{branch}/infra/docs/runbook.md#{NotInAnchors().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-')}";

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors();
}
