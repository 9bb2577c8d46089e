using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Pipeline;

/// <summary>The conditions of a stage and their rules.</summary>
public sealed class ConditionTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private const string Commit = "#{Source.CommitId}";

    [Fact]
    public async Task A_condition_holds_if_all_of_its_rules_succeed()
    {
        Dev()
            .WithCondition(
                "OnSuccess",
                "FAIL",
                SmallPipeline.Variable("Equal", Commit, "EQ", Commit),
                SmallPipeline.Variable("Other", Commit, "NE", "abc"),
                SmallPipeline.Variable("Part", $"is {Commit}", "CONTAINS", Commit),
                SmallPipeline.Variable("Pattern", Commit, "MATCHES", "[0-9a-f]+"),
                SmallPipeline.Command("Command", "[ -e release.txt ]")
            );
        using var run = Run();
        Assert.True(await run.PushAsync() == Outcome.Succeeded, run.Output);
    }

    [Theory]
    [InlineData("EQ", "abc")]
    [InlineData("NE", Commit)]
    [InlineData("CONTAINS", "xyz")]
    [InlineData("MATCHES", "[0-9a-f]")]
    [InlineData("MATCHES", "(")]
    public async Task A_condition_fails_if_one_of_its_rules_fails(string comparison, string value)
    {
        Dev()
            .WithCondition(
                "OnSuccess",
                "FAIL",
                SmallPipeline.Variable("Good", Commit, "EQ", Commit),
                SmallPipeline.Variable("Bad", Commit, comparison, value)
            );
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Matches("Rule Bad has failed.*: Dev has failed", run.Output);
    }

    [Fact]
    public async Task The_first_failed_rule_ends_the_others()
    {
        Dev()
            .WithCondition(
                "OnSuccess",
                "FAIL",
                SmallPipeline.Alarm("Watch", "no-such", minutes: 60),
                SmallPipeline.Command("Wait", "sleep 600", input: null),
                SmallPipeline.Command("Bad", "exit 3", input: null)
            );
        // Its clock stands still, so the watch would never end.
        using var run = new RunningPipeline(Repository, Cloud, Pipeline) { Time = new FakeTimeProvider() };
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("Rule Bad has failed. A command of build ended with exit code 3.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_check_after_success_rolls_the_stage_back_if_that_is_its_result()
    {
        Dev($"cp release.txt {Deployed}")
            .WithCondition("OnSuccess", "ROLLBACK", SmallPipeline.Command("Check", "! grep -q broken release.txt"));
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        Assert.Equal(Outcome.Failed, await run.PushAsync("broken"));
        Assert.Equal("one", File.ReadAllText(Deployed));
    }

    [Theory]
    [InlineData("FAIL", Outcome.Failed)]
    [InlineData("SKIP", Outcome.Succeeded)]
    public async Task A_failed_check_before_entry_fails_or_skips_the_stage(string result, Outcome outcome)
    {
        Dev($"touch {Deployed}")
            .WithCondition("BeforeEntry", result, SmallPipeline.Variable("Open", Commit, "EQ", "abc"))
            .Stage("Next", Pipeline.Build("Greet", "true"));
        using var run = Run();
        Assert.Equal(outcome, await run.PushAsync());
        Assert.False(File.Exists(Deployed));
        Assert.Equal(outcome == Outcome.Succeeded, run.Output.Contains("Greet", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exit 1", "one")]
    [InlineData("true", "broken")]
    public async Task A_failed_stage_rolls_back_only_if_its_check_fails_too(string check, string deployed)
    {
        Dev($"cp release.txt {Deployed}; ! grep -q broken release.txt")
            .WithCondition("OnFailure", "ROLLBACK", SmallPipeline.Command("Check", check, input: null));
        using var run = Run();
        Assert.Equal(Outcome.Succeeded, await run.PushAsync("one"));
        Assert.Equal(Outcome.Failed, await run.PushAsync("broken"));
        Assert.Equal(deployed, File.ReadAllText(Deployed));
    }

    [Theory]
    [InlineData("BeforeEntry", "ROLLBACK", "VariableCheck", "has the result ROLLBACK; it must be FAIL or SKIP")]
    [InlineData("OnSuccess", "SKIP", "VariableCheck", "has the result SKIP; it must be ROLLBACK or FAIL")]
    [InlineData("OnFailure", "RETRY", "VariableCheck", "has the result RETRY; it must be ROLLBACK")]
    [InlineData("OnSuccess", "FAIL", "VariableCheck", "has the operator none; it must be one of EQ, NE, CONTAINS, MATCHES")]
    [InlineData("BeforeEntry", "SKIP", "Commands", "CodePipeline skips a stage only by LambdaInvoke or VariableCheck")]
    [InlineData("BeforeEntry", "FAIL", "DeploymentWindow", "Rule Check of stage Dev is a DeploymentWindow; the rehearsal supports only")]
    [InlineData("OnSuccess", "FAIL", "LambdaInvoke", "Rule Check of stage Dev is a LambdaInvoke; the rehearsal supports only")]
    public void What_cannot_be_checked_is_refused_before_the_start(string kind, string result, string provider, string sentence)
    {
        Dev().WithCondition(kind, result, SmallPipeline.Rule("Check", provider, []));
        Assert.Contains(sentence, Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_with_six_rules_and_two_reactions_to_a_failure_are_refused_before_the_start()
    {
        Dev()
            .WithCondition("OnSuccess", "FAIL", [.. Enumerable.Range(1, 6).Select(_ => SmallPipeline.Command("Check", "true"))])
            .StageWithRollback("Prod", Pipeline.Build("Greet", "true"));
        Assert.Contains("The condition in OnSuccess of stage Dev must have 1 to 5 rules.", Refusal(), StringComparison.Ordinal);
        Assert.Contains(
            "OnFailure of stage Prod has the result ROLLBACK and a condition.",
            Refusal(stages =>
            {
                stages[1]!.AsObject().Remove("OnSuccess");
                stages[2]!["OnFailure"]!["Conditions"] = JsonNode.Parse(
                    """
                    [{
                      "Result": "ROLLBACK",
                      "Rules": [{ "Name": "Check", "RuleTypeId": { "Provider": "Commands" }, "Commands": ["true"] }]
                    }]
                    """
                );
            }),
            StringComparison.Ordinal
        );
    }

    private SmallPipeline Dev(string command = "true") => Pipeline.Stage("Dev", Pipeline.Build("Deploy", command));

    private string Refusal(Action<JsonArray>? change = null)
    {
        var folder = Path.Combine(Repository.Folder.Temp, "cdk.out");
        Pipeline.Write(folder, change);
        return Assert.Throws<UserError>(() => new CloudAssembly(folder).Pipeline(LocalCloud.DefaultHome).Check([])).Message;
    }
}
