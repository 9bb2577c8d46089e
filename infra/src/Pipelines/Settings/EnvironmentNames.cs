using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>Checks the names of the environments, which are part of the names of stages, stacks, buckets and roles.</summary>
internal static partial class EnvironmentNames
{
    /// <summary>Names of other stages and constructs, and arguments of preflight.sh.</summary>
    private static readonly string[] Reserved = ["Artifacts", "Assets", "Bootstrap", "Build", "Delivery", "Pipeline", "Source", "Verify"];

    public static IEnumerable<string> Findings(IReadOnlyList<EnvironmentSettings> environments, string path)
    {
        if (environments.Count == 0)
            yield return $"{path} is empty; it must contain at least one environment.";
        foreach (var name in environments.Select(environment => environment.Name))
        {
            if (!NamePattern().IsMatch(name))
            {
                yield return $"{path} contains the name \"{name}\"; it must be a capital letter and then 1 to 11 letters or digits, "
                    + "such as Staging.";
            }
            else if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{path} contains the name \"{name}\"; it must be none of the reserved names {string.Join(", ", Reserved)}.";
            }
        }
        foreach (var same in environments.GroupBy(environment => environment.ReleaseBranch).Where(same => same.Count() > 1))
            yield return $"{path} contains the name \"{same.First().Name}\" more than once; it must be unique, ignoring case.";
    }

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]{1,11}\z")]
    private static partial Regex NamePattern();
}
