using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.IAM;
using Constructs;
using Expenses.Application;
using Newtonsoft.Json.Linq;

namespace Expenses.Delivery;

/// <summary>
/// A pipeline that rolls a failed stage back to its last successful execution. CDK Pipelines doesn't support rollback, so this class
/// adds it as CDK Pipelines adds each stage.
/// </summary>
internal sealed class RollbackPipeline : Pipeline
{
    private readonly IReadOnlyDictionary<string, ExpensesStage> stages;

    /// <param name="stages">The stages that roll back automatically.</param>
    public RollbackPipeline(Construct scope, string id, IPipelineProps props, IEnumerable<ExpensesStage> stages)
        : base(scope, id, props)
    {
        this.stages = stages.ToDictionary(stage => stage.StageName);
        if (this.stages.Values.Any(stage => stage.BakeMinutes > 0))
            AllowDescribeAlarms();
    }

    public override IStage AddStage(IStageOptions props) =>
        base.AddStage(stages.TryGetValue(props.StageName, out var stage) ? WithRollback(props, stage) : props);

    private static StageOptions WithRollback(IStageOptions props, ExpensesStage stage) =>
        new()
        {
            StageName = props.StageName,
            Actions = props.Actions,
            OnFailure = new FailureConditions { Result = Result.ROLLBACK },
            OnSuccess =
                stage.BakeMinutes > 0
                    ? new Conditions_ { Conditions = [new Condition { Result = Result.ROLLBACK, Rules = [BakeRule(stage)] }] }
                    : null,
        };

    /// <summary>Creates the rule for the bake time: an alarm in this time fails the stage.</summary>
    private static Rule BakeRule(ExpensesStage stage) =>
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

    /// <summary>Allows all alarms, because CloudWatch returns composite alarms only with permission on *.</summary>
    private void AllowDescribeAlarms()
    {
        AddToRolePolicy(new PolicyStatement(new PolicyStatementProps { Actions = ["cloudwatch:DescribeAlarms"], Resources = ["*"] }));
        Role.AcknowledgePermission(
            "Resource::*",
            "cloudwatch:DescribeAlarms returns composite alarms only with permission on *. It only reads."
        );
    }
}
