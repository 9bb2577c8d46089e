using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>Checks the list of environments and their names, which AWS sees in the names of stages, stacks, buckets and roles.</summary>
internal static partial class EnvironmentNames
{
    /// <summary>Names of other stages, of constructs beside the stages, and what preflight.sh takes in place of an environment.</summary>
    private static readonly string[] Reserved = ["Artifacts", "Assets", "Bootstrap", "Build", "Delivery", "Pipeline", "Source", "Verify"];

    public static IEnumerable<string> Findings(IReadOnlyList<EnvironmentSettings> environments, string path)
    {
        if (environments.Count == 0)
            yield return $"{path} is empty: it has to hold at least one environment.";
        foreach (var name in environments.Select(environment => environment.Name))
        {
            if (!NamePattern().IsMatch(name))
                yield return $"{path} holds the name \"{name}\": it has to be a capital letter and then 1 to 11 letters or digits, as in Staging.";
            else if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
                yield return $"{path} holds the name \"{name}\": it has to be another, since the pipeline uses {string.Join(", ", Reserved)} itself.";
        }
        foreach (var same in environments.GroupBy(environment => environment.ReleaseBranch).Where(same => same.Count() > 1))
            yield return $"{path} holds the name \"{same.First().Name}\" more than once: it has to be there once, whatever its capitals.";
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]{1,11}\z")]
    private static partial Regex NamePattern();
}
