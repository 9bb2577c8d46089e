using System.Text.RegularExpressions;

namespace Expenses.Settings;

/// <summary>An AWS account and a region of it; what is unset is known only when it is deployed.</summary>
public sealed partial record Place(string? Account, string? Region)
{
    internal IEnumerable<string> Findings(string path)
    {
        if (Account is not null && !AccountPattern().IsMatch(Account))
            yield return $"{path}.account is \"{Account}\": it has to be the twelve digits of an AWS account.";
        if (Region is not null && !RegionPattern().IsMatch(Region))
            yield return $"{path}.region is \"{Region}\": it has to be an AWS region, as in eu-central-1.";
    }

    [GeneratedRegex(@"^\d{12}\z")]
    private static partial Regex AccountPattern();

    [GeneratedRegex(@"^[a-z]{2}(-[a-z]+)+-\d\z")]
    private static partial Regex RegionPattern();
}
