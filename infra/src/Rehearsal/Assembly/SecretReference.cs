using System.Text.RegularExpressions;

namespace Rehearsal.Assembly;

internal static partial class SecretReference
{
    /// <summary>The secrets that a template names itself. Those that it refers to by a resource stand there in pieces, and do not match.</summary>
    public static IEnumerable<string> NamesIn(string template) => Pattern().Matches(template).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\{\{resolve:secretsmanager:(?<name>[\w/+=.@-]+):SecretString:")]
    private static partial Regex Pattern();
}
