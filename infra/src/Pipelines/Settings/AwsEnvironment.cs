using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>An AWS account and region. Unset values are known only at deployment.</summary>
public sealed partial record AwsEnvironment(string? Account, string? Region)
{
    internal IEnumerable<string> Findings(string path)
    {
        if (Account is not null && !AccountPattern().IsMatch(Account))
            yield return $"{path}.account is \"{Account}\"; it must be the 12 digits of an AWS account ID.";
        if (Region is not null && !RegionPattern().IsMatch(Region))
            yield return $"{path}.region is \"{Region}\"; it must be an AWS region, such as eu-central-1.";
    }

    [GeneratedRegex(@"^\d{12}\z")]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d\z")]
    private static partial Regex RegionPattern();
}
