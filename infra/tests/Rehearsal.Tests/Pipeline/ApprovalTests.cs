using Microsoft.Extensions.Time.Testing;
using Rehearsal.Pipeline;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Pipeline;

/// <summary>The pipeline asks for an approval, and gets an answer or a timeout.</summary>
public sealed class ApprovalTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData(true, Outcome.Succeeded)]
    [InlineData(false, Outcome.Rejected)]
    public async Task An_answer_from_another_terminal_decides_the_approval(bool approved, Outcome outcome)
    {
        using var run = Asking();
        var push = await run.BeginAsync("one");
        await run.QuestionAsync();
        Assert.Matches("Approve: promote commit [0-9a-f]{12}", run.Approvals.Answer(approved));
        Assert.Equal(outcome, await RunningPipeline.OutcomeAsync(push));
    }

    [Fact]
    public async Task An_approval_without_an_answer_in_time_fails()
    {
        using var run = Asking(minutes: 5);
        var push = await run.BeginAsync("one");
        await run.QuestionAsync();
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(Outcome.Failed, await RunningPipeline.OutcomeAsync(push));
        Assert.Contains("The approval was not answered within 5 minutes", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_a_question_is_refused()
    {
        using var run = Asking();
        var push = await run.BeginAsync("one");
        await run.QuestionAsync();
        run.Approvals.Answer(approved: true);
        Assert.Contains(
            "No approval is pending",
            Assert.Throws<UserError>(() => run.Approvals.Answer(approved: true)).Message,
            StringComparison.Ordinal
        );
        await push.End;
    }

    private RunningPipeline Asking(int? minutes = null)
    {
        Pipeline.Stage("Promote", SmallPipeline.Approval("Approve", minutes));
        return new(Repository, Cloud, Pipeline) { Gate = Gate.Ask, Time = time };
    }
}
