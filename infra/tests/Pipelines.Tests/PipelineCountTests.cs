using System.Globalization;
using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>Recounts the pipeline's actions in benchmarks.md from its template, and recomputes the sums of the model there.</summary>
public sealed class PipelineCountTests(SynthesisedApp app)
{
    private static readonly string[][] Rows =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "infra", "docs", "benchmarks.md"))
            .SkipWhile(line => line != "## Pipeline")
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    /// <summary>The name of each stage, and its number of actions, run orders and builds.</summary>
    private (string Name, int[] Counts)[] Stages =>
        [
            .. app.PipelineTemplate.Only("AWS::CodePipeline::Pipeline")["Stages"]!
                .AsArray()
                .Select(stage => ((string)stage!["Name"]!, Count(stage["Actions"]!.AsArray()))),
        ];

    [Fact]
    public void Each_stage_has_as_many_actions_run_orders_and_builds_as_the_table_says()
    {
        Assert.All(Stages, stage => Assert.Equal(stage.Counts, Row(stage.Name)[1..4].Select(Number)));
        Assert.Equal(Totals(Stages), Row("**together**")[1..4].Select(Number));
    }

    [Fact]
    public void Each_kind_of_commit_runs_all_actions_and_after_a_restart_the_first_three_stages_again()
    {
        var (all, repeated) = (Totals(Stages), Totals(Stages[..3]));
        Assert.Equal(["Source", "Build", "UpdatePipeline"], Stages[..3].Select(stage => stage.Name));
        var commits = Rows.Where(row => row.Length == 10).Skip(2).ToArray();
        Assert.Equal(["API", "migration", "site", "docs only", "infrastructure", "pipeline"], commits.Select(row => row[0]));
        Assert.All(
            commits,
            row =>
                Assert.Equal([all[0] + (repeated[0] * Number(row[3])), all[1] + (repeated[1] * Number(row[3]))], row[1..3].Select(Number))
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_model_uses_the_durations_that_the_stacks_set(string stage)
    {
        var template = Template.FromStack(app.Stage(stage).BackendApp);
        var delay = template.Only("AWS::ElasticLoadBalancingV2::TargetGroup")["TargetGroupAttributes"]!
            .AsArray()
            .Single(attribute => (string)attribute!["Key"]! == "deregistration_delay.timeout_seconds")!;
        Assert.Equal(Row("d")[2], (string)delay["Value"]!);

        var watched = template.Only("AWS::ECS::Service")["DeploymentConfiguration"]!["Alarms"]!["AlarmNames"]!
            .AsArray()
            .Select(name => (string)name!)
            .ToArray();
        var alarms = template.All("AWS::CloudWatch::Alarm").Where(alarm => watched.Contains((string)alarm["AlarmName"]!)).ToArray();
        Assert.Equal(watched.Length, alarms.Length);
        // Their period is a minute.
        Assert.Equal(Number(Row("k")[2]), 60 * alarms.Max(alarm => (int)alarm["EvaluationPeriods"]!));
    }

    [Fact]
    public void Each_sum_of_the_model_is_right()
    {
        var sums = Rows.Where(row => row is [_, var terms, _, _] && terms.Contains(" + ", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(sums);
        Assert.All(sums, row => Assert.Equal((row[0], Sum(row[1], 0), Sum(row[1], ^1)), (row[0], Number(row[2]), Number(row[3]))));
    }

    private static int[] Count(JsonArray actions) =>
        [
            actions.Count,
            actions.Select(action => (int)action!["RunOrder"]!).Distinct().Count(),
            actions.Count(action => (string)action!["ActionTypeId"]!["Provider"]! == "CodeBuild"),
        ];

    private static int[] Totals((string Name, int[] Counts)[] stages) =>
        [.. Enumerable.Range(0, 3).Select(column => stages.Sum(stage => stage.Counts[column]))];

    /// <summary>Adds terms such as "10", "b" or "5a". A letter is a row of the durations; the bound selects from "19–70".</summary>
    private static int Sum(string terms, Index bound) =>
        terms
            .Split(['+', '(', ')', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Sum(term =>
                char.IsLetter(term[^1])
                    ? (term.Length > 1 ? Number(term[..^1]) : 1) * Number(Row(term[^1..])[2].Split('–')[bound])
                    : Number(term)
            );

    private static string[] Row(string name) => Assert.Single(Rows, row => row[0] == name);

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);
}
