using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using IPipeline = Amazon.CDK.AWS.CodePipeline.IPipeline;

namespace Expenses.Delivery;

/// <summary>E-mails when a stage fails or rolls back, when an approval is pending, and when an alarm goes off.</summary>
internal sealed class Notifications : Construct
{
    /// <param name="addresses">E-mail addresses. SNS sends each a message to confirm the subscription.</param>
    public Notifications(Construct scope, string id, IEnumerable<string> addresses)
        : base(scope, id)
    {
        // EventBridge can't publish to a topic with the AWS managed key.
        var key = new Key(
            this,
            "Key",
            new KeyProps { Description = "Encrypts the notifications of the expenses pipeline", EnableKeyRotation = true }
        );
        // No condition here or in the topic's policy: EventBridge satisfies none, and e-mails would silently stop.
        key.AddToResourcePolicy(
            new PolicyStatement(
                new PolicyStatementProps
                {
                    Principals = [new ServicePrincipal("events.amazonaws.com")],
                    Actions = ["kms:Decrypt", "kms:GenerateDataKey*"],
                    Resources = ["*"],
                }
            )
        );
        Topic = new Topic(
            this,
            "Topic",
            new TopicProps
            {
                DisplayName = "Expenses",
                MasterKey = key,
                EnforceSSL = true,
            }
        );
        foreach (var address in addresses)
            Topic.AddSubscription(new EmailSubscription(address));
    }

    /// <summary>The topic for all notifications. Approvals publish to it directly.</summary>
    public Topic Topic { get; }

    /// <summary>Publishes failures and rollbacks of the pipeline, and alarms.</summary>
    /// <param name="environments">The stages that roll back automatically.</param>
    public void Publish(IPipeline pipeline, IEnumerable<string> environments)
    {
        AddRule(
            "StageFailed",
            "aws.codepipeline",
            "CodePipeline Stage Execution State Change",
            new() { ["pipeline"] = new[] { pipeline.PipelineName }, ["state"] = new[] { "FAILED" } },
            $"{Event("pipeline")}: the stage {Event("stage")} failed in execution {Event("execution-id")}. "
                + $"{string.Join(" and ", environments)} roll back automatically if they can; a second e-mail confirms the rollback. "
                + "Other stages don't roll back. What to do: infra/docs/runbook.md, \"When a stage fails\"."
        );
        AddRule(
            "StageGoesBack",
            "aws.codepipeline",
            "CodePipeline Pipeline Execution State Change",
            new()
            {
                ["pipeline"] = new[] { pipeline.PipelineName },
                ["state"] = new[] { "STARTED" },
                ["execution-trigger"] = new Dictionary<string, object>
                {
                    ["trigger-type"] = new[] { "AutomatedRollback", "ManualRollback" },
                },
            },
            $"{Event("pipeline")}: a stage is rolling back to an earlier release ({Event("execution-trigger.trigger-type")}), "
                + $"in execution {Event("execution-id")}."
        );
        AddRule(
            "AlarmRings",
            "aws.cloudwatch",
            "CloudWatch Alarm State Change",
            new()
            {
                ["alarmName"] = new[] { new Dictionary<string, string> { ["prefix"] = "Expenses-" } },
                ["state"] = new Dictionary<string, object> { ["value"] = new[] { "ALARM" } },
            },
            $"Alarm {Event("alarmName")}: {Event("configuration.description")}"
        );
    }

    private static string Event(string path) => EventField.FromPath($"$.detail.{path}");

    private void AddRule(string id, string source, string detailType, Dictionary<string, object> detail, string message) =>
        _ = new Rule(
            this,
            id,
            new RuleProps
            {
                EventPattern = new EventPattern
                {
                    Source = [source],
                    DetailType = [detailType],
                    Detail = detail,
                },
                Targets = [new SnsTopic(Topic, new SnsTopicProps { Message = RuleTargetInput.FromText(message) })],
            }
        );
}
