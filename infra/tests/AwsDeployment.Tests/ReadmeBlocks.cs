using System.Text.RegularExpressions;

namespace AwsDeployment.Tests;

/// <summary>The command blocks in a section of the README, in order.</summary>
internal static partial class ReadmeBlocks
{
    /// <param name="values">The values for the placeholders in capitals.</param>
    public static string[] Of(string section, IReadOnlyDictionary<string, string> values)
    {
        var readme = File.ReadAllText(Path.Combine(ThisRepository.Root, "README.md"));
        var text = SectionPattern().Matches(readme).Single(match => match.Groups["title"].Value == section).Groups["text"].Value;
        return
        [
            .. BlockPattern()
                .Matches(text)
                .Select(block =>
                    WithValues(Regex.Replace(block.Groups["lines"].Value, $"^{block.Groups["indent"].Value}", "", RegexOptions.Multiline))
                ),
        ];

        string WithValues(string block) =>
            values.Aggregate(block, (current, value) => Regex.Replace(current, $@"\b{value.Key}\b", value.Value));
    }

    [GeneratedRegex(@"^## (?<title>[^\n]+)\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex SectionPattern();

    [GeneratedRegex(@"^(?<indent> *)```\n(?<lines>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();
}
