using Amazon.CDK;
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
    public RollbackPipeline(Construct scope, string id, IPipelineProps props, IEnumerable<ExpensesStage> stages) : base(scope, id, props)
    {
        this.stages = stages.ToDictionary(stage => stage.StageName);
        foreach (var stage in this.stages.Values.Where(stage => stage.BakeMinutes > 0))
            AddToRolePolicy(new PolicyStatement(new PolicyStatementProps { Actions = ["cloudwatch:DescribeAlarms"], Resources = [AlarmArn(stage)] }));
    }

    public override IStage AddStage(IStageOptions props) => base.AddStage(stages.TryGetValue(props.StageName, out var stage) ? Guarded(props, stage) : props);

    private static StageOptions Guarded(IStageOptions props, ExpensesStage stage) => new()
    {
        StageName = props.StageName,
        Actions = props.Actions,
        OnFailure = new FailureConditions { Result = Result.ROLLBACK },
        OnSuccess = stage.BakeMinutes > 0 ? new Conditions_ { Conditions = [new Condition { Result = Result.ROLLBACK, Rules = [Bake(stage)] }] } : null,
    };

    /// <summary>Watches a stage that has succeeded: an alarm within this time fails the condition.</summary>
    private static Rule Bake(ExpensesStage stage) => new(new RuleProps
    {
        Name = $"{stage.StageName}Bake",
        Provider = "CloudWatchAlarm",
        Version = "1",
        Configuration = new JObject { ["AlarmName"] = stage.BackendApp.ErrorAlarmName, ["AlarmStates"] = "ALARM", ["WaitTime"] = $"{stage.BakeMinutes}" },
    });

    private string AlarmArn(ExpensesStage stage) => Stack.Of(this).FormatArn(new ArnComponents
    {
        Service = "cloudwatch",
        Resource = "alarm",
        ResourceName = stage.BackendApp.ErrorAlarmName,
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });
}
