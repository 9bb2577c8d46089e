using System.Text.RegularExpressions;
using Amazon.CDK;

namespace Expenses.Tests;

public sealed partial class AlarmTests(SynthesisedApp app)
{
    private static readonly HashSet<string> Headings =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "infra", "docs", "runbook.md"))
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal))
            .Select(line => NotInAnchors().Replace(line[3..].ToLowerInvariant(), "").Replace(' ', '-')),
    ];

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Every_alarm_says_what_it_means_and_links_to_a_heading_in_the_runbook(string stage)
    {
        var alarms = app.Stage(stage)
            .Node.Children.OfType<Stack>()
            .SelectMany(stack => Template.FromStack(stack).All("AWS::CloudWatch::Alarm"))
            .ToArray();
        Assert.NotEmpty(alarms);
        Assert.All(
            alarms,
            alarm =>
            {
                var link = Link().Match((string)alarm["AlarmDescription"]!);
                Assert.True(link.Success, $"{alarm["AlarmName"]} leads nowhere: {alarm["AlarmDescription"]}");
                Assert.Contains(link.Groups["heading"].Value, Headings);
                Assert.Equal("notBreaching", (string?)alarm["TreatMissingData"]);
            }
        );
    }

    [GeneratedRegex(@"^\w.+\. What to do: https://github\.com/example/expenses/blob/main/infra/docs/runbook\.md#(?<heading>[a-z0-9-]+)$")]
    private static partial Regex Link();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors();
}
