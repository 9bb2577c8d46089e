using Amazon.CDK.AWS.Events;
using Amazon.CDK.AWS.Events.Targets;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using IPipeline = Amazon.CDK.AWS.CodePipeline.IPipeline;

namespace Expenses.Delivery;

/// <summary>Who hears of it when a stage has failed or goes back, when an approval waits, and when an alarm of an environment rings.</summary>
internal sealed class Notifications : Construct
{
    /// <param name="addresses">E-mail addresses. Each is asked once, by mail, whether it wants to hear.</param>
    public Notifications(Construct scope, string id, IEnumerable<string> addresses)
        : base(scope, id)
    {
        // A key of our own: AWS's for SNS lets no other service encrypt what it publishes.
        var key = new Key(
            this,
            "Key",
            new KeyProps { Description = "Encrypts what the expenses pipeline tells", EnableKeyRotation = true }
        );
        // Without a condition, as is the topic's policy: EventBridge meets none, and mails would stop without a word.
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

    /// <summary>Tells that an approval waits, too: the approval publishes by itself.</summary>
    public Topic Topic { get; }

    /// <param name="environments">The stages that roll back automatically.</param>
    public void Follow(IPipeline pipeline, IEnumerable<string> environments)
    {
        Tell(
            "StageFailed",
            "aws.codepipeline",
            "CodePipeline Stage Execution State Change",
            new() { ["pipeline"] = new[] { pipeline.PipelineName }, ["state"] = new[] { "FAILED" } },
            $"{Event("pipeline")}: the stage {Event("stage")} failed. Execution {Event("execution-id")}. {string.Join(" and ", environments)} roll back automatically if they can, and a further e-mail says so; no other stage does. What to do: infra/docs/runbook.md, \"When a stage fails\"."
        );
        Tell(
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
            $"{Event("pipeline")}: a stage goes back to the release before ({Event("execution-trigger.trigger-type")}). Execution {Event("execution-id")}."
        );
        Tell(
            "AlarmRings",
            "aws.cloudwatch",
            "CloudWatch Alarm State Change",
            new()
            {
                ["alarmName"] = new[] { new Dictionary<string, string> { ["prefix"] = "Expenses-" } },
                ["state"] = new Dictionary<string, object> { ["value"] = new[] { "ALARM" } },
            },
            $"{Event("alarmName")} rings: {Event("configuration.description")}"
        );
    }

    private static string Event(string path) => EventField.FromPath($"$.detail.{path}");

    private void Tell(string id, string source, string detailType, Dictionary<string, object> detail, string message) =>
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
