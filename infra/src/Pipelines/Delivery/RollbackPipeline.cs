using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Expenses.Application;
using Newtonsoft.Json.Linq;

namespace Expenses.Delivery;

/// <summary>
/// A pipeline in which a stage that fails goes back to the last execution that succeeded in it. CDK Pipelines, which fills it,
/// knows no rollback: so it is added here, as each stage is.
/// </summary>
internal sealed class RollbackPipeline : Pipeline
{
    private readonly IReadOnlyDictionary<string, ExpensesStage> stages;

    /// <param name="stages">The stages that go back by themselves.</param>
    public RollbackPipeline(Construct scope, string id, IPipelineProps props, IEnumerable<ExpensesStage> stages)
        : base(scope, id, props)
    {
        this.stages = stages.ToDictionary(stage => stage.StageName);
        if (this.stages.Values.Any(stage => stage.BakeMinutes > 0))
            AllowToSeeAlarms();
    }

    public override IStage AddStage(IStageOptions props) =>
        base.AddStage(stages.TryGetValue(props.StageName, out var stage) ? Guarded(props, stage) : props);

    private static StageOptions Guarded(IStageOptions props, ExpensesStage stage) =>
        new()
        {
            StageName = props.StageName,
            Actions = props.Actions,
            OnFailure = new FailureConditions { Result = Result.ROLLBACK },
            OnSuccess =
                stage.BakeMinutes > 0
                    ? new Conditions_ { Conditions = [new Condition { Result = Result.ROLLBACK, Rules = [Bake(stage)] }] }
                    : null,
        };

    /// <summary>Watches a stage that has succeeded: an alarm within this time fails the condition.</summary>
    private static Rule Bake(ExpensesStage stage) =>
        new(
            new RuleProps
            {
                Name = $"{stage.StageName}Bake",
                Provider = "CloudWatchAlarm",
                Version = "1",
                Configuration = new JObject
                {
                    ["AlarmName"] = stage.BackendApp.ErrorAlarmName,
                    ["AlarmStates"] = "ALARM",
                    ["WaitTime"] = $"{stage.BakeMinutes}",
                },
            }
        );

    /// <summary>CloudWatch shows composite alarms only to who may see all: a narrower right could fail the bake of every release.</summary>
    private void AllowToSeeAlarms()
    {
        AddToRolePolicy(new PolicyStatement(new PolicyStatementProps { Actions = ["cloudwatch:DescribeAlarms"], Resources = ["*"] }));
        Role.AcknowledgePermission(
            "Resource::*",
            "cloudwatch:DescribeAlarms returns composite alarms only where it is allowed on *. It reads, no more."
        );
    }
}
