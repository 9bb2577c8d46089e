using System.Text.RegularExpressions;

namespace Rehearsal.Assembly;

internal static partial class SecretReference
{
    /// <summary>
    /// Gets the secrets that a template refers to by name. References to a secret resource are split by Fn::Join and don't match.
    /// </summary>
    public static IEnumerable<string> NamesIn(string template) => Pattern().Matches(template).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\{\{resolve:secretsmanager:(?<name>[\w/+=.@-]+):SecretString:")]
    private static partial Regex Pattern();
}
