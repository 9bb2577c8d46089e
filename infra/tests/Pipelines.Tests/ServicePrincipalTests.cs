using System.Text.Json.Nodes;
using Amazon.CDK;
using Expenses.Tests.Elsewhere;

namespace Expenses.Tests;

/// <summary>Another account must not have a service of AWS use what is here (the confused deputy), wherever AWS documents a condition for it.</summary>
public sealed class ServicePrincipalTests(SynthesisedApp app, PlacedApps apps)
{
    /// <summary>Service, where, and why the condition is missing.</summary>
    private static readonly (string Service, string Resource, string Why)[] Unconditioned =
    [
        (
            "events.amazonaws.com",
            "NotificationsKey",
            "SNS's guide: such conditions are not supported for EventBridge and encrypted topics, mails would stop"
        ),
        ("events.amazonaws.com", "NotificationsTopic", "EventBridge's guide: no condition in a topic's policy, mails would stop"),
        ("codepipeline.amazonaws.com", "PipelineRole", "CodePipeline's guide gives its trust policy without one, and documents none"),
        (
            "logdelivery.elasticloadbalancing.amazonaws.com",
            "AccessLogs",
            "Elastic Load Balancing's guide: the account in the object's path takes its place"
        ),
        (
            "ecs-tasks.amazonaws.com",
            "ExecutionRole",
            "ECS's guide documents it for the task's role alone: a task that can't start is too high a price"
        ),
        ("amplify.amazonaws.com", "AppComputeRole", "Amplify's guide documents it for the service role alone"),
        (
            "ec2.amazonaws.com",
            "NatInstance",
            "IAM's guide: EC2 passes no such key, and a role can't be given to another account's instance"
        ),
    ];

    [Fact]
    public void Every_service_is_held_to_the_account_or_stands_in_the_list() => Assert.Empty(Open(app));

    [Theory]
    [InlineData(PlacedApps.OneAccount)]
    [InlineData(PlacedApps.OfTheirOwn)]
    public void Wherever_the_environments_are(string place) => Assert.Empty(Open(apps[place]));

    [Fact]
    public void The_instance_that_stands_in_for_a_gateway_adds_nothing_to_the_list() =>
        Assert.Empty(
            Open(
                SynthesisedApp.With(delivery =>
                    (delivery.Environment("Dev")["vpc"]!["nat"], delivery.Environment("Dev")["vpc"]!["natGateways"]) = ("instance", 1)
                )
            )
        );

    [Fact]
    public void The_condition_names_the_account_that_the_resource_is_in() =>
        Assert.All(
            Statements(app).Where(statement => statement.Condition is not null),
            statement =>
                Assert.Equal("""{"Ref":"AWS::AccountId"}""", statement.Condition!["StringEquals"]!["aws:SourceAccount"]!.ToJsonString())
        );

    private static IEnumerable<string> Open(SynthesisedApp app) =>
        from statement in Statements(app)
        where
            statement.Condition?["StringEquals"]?["aws:SourceAccount"] is null
            && !Unconditioned.Any(exception =>
                exception.Service == statement.Service && statement.Resource.Contains(exception.Resource, StringComparison.Ordinal)
            )
        select $"{statement.Service} in {statement.Resource}";

    /// <summary>What resource policies and trusts allow a service.</summary>
    private static IEnumerable<(string Resource, string Service, JsonNode? Condition)> Statements(SynthesisedApp app) =>
        from stack in app.Pipeline.Node.Root.Node.FindAll().OfType<Stack>()
        from resource in Template.FromStack(stack).Json()["Resources"]?.AsObject() ?? []
        from property in resource.Value!["Properties"]?.AsObject() ?? []
        where property.Value is JsonObject
        from statement in property.Value["Statement"]?.AsArray() ?? []
        where statement!["Principal"] is JsonObject principal && principal.ContainsKey("Service")
        let service = statement["Principal"]!["Service"]!
        from name in service is JsonArray many ? many.Select(one => (string)one!) : [(string)service!]
        select (resource.Key, name, statement["Condition"]);
}
