using System.Text.Json.Nodes;
using Amazon.CDK;
using Expenses.Tests.CrossAccount;

namespace Expenses.Tests;

/// <summary>
/// Prevention of the confused deputy problem: AWS services may act only for this account, wherever AWS documents a condition for that.
/// </summary>
public sealed class ServicePrincipalTests(SynthesisedApp app, AppsByLayout apps)
{
    /// <summary>Exceptions: the service, the resource, and why it has no condition.</summary>
    private static readonly (string Service, string Resource, string Why)[] Exceptions =
    [
        (
            "events.amazonaws.com",
            "NotificationsKey",
            "SNS's guide: conditions are not supported for EventBridge and encrypted topics; e-mails would stop"
        ),
        ("events.amazonaws.com", "NotificationsTopic", "EventBridge's guide: no conditions in a topic's policy; e-mails would stop"),
        ("codepipeline.amazonaws.com", "PipelineRole", "CodePipeline's guide has no condition in its trust policy"),
        (
            "logdelivery.elasticloadbalancing.amazonaws.com",
            "AccessLogs",
            "Elastic Load Balancing's guide: the account in the object's path replaces it"
        ),
        (
            "ecs-tasks.amazonaws.com",
            "ExecutionRole",
            "ECS's guide documents it only for the task role; the risk is a task that can't start"
        ),
        ("amplify.amazonaws.com", "AppComputeRole", "Amplify's guide documents it only for the service role"),
        ("ec2.amazonaws.com", "NatInstance", "IAM's guide: EC2 doesn't send the key, and another account's instance can't use the role"),
    ];

    [Fact]
    public void Every_service_is_limited_to_this_account_or_is_a_listed_exception() => Assert.Empty(Open(app));

    [Theory]
    [InlineData(AppsByLayout.OneAccount)]
    [InlineData(AppsByLayout.SeparateAccounts)]
    public void Every_service_is_limited_to_its_account_in_other_layouts(string layout) => Assert.Empty(Open(apps[layout]));

    [Fact]
    public void A_nat_instance_adds_no_exception() =>
        Assert.Empty(
            Open(
                SynthesisedApp.With(delivery =>
                    (delivery.Environment("Dev")["vpc"]!["nat"], delivery.Environment("Dev")["vpc"]!["natGateways"]) = ("instance", 1)
                )
            )
        );

    [Fact]
    public void The_condition_names_the_account_of_the_resource() =>
        Assert.All(
            Statements(app).Where(statement => statement.Condition is not null),
            statement =>
                Assert.Equal("""{"Ref":"AWS::AccountId"}""", statement.Condition!["StringEquals"]!["aws:SourceAccount"]!.ToJsonString())
        );

    private static IEnumerable<string> Open(SynthesisedApp app) =>
        from statement in Statements(app)
        where
            statement.Condition?["StringEquals"]?["aws:SourceAccount"] is null
            && !Exceptions.Any(exception =>
                exception.Service == statement.Service && statement.Resource.Contains(exception.Resource, StringComparison.Ordinal)
            )
        select $"{statement.Service} in {statement.Resource}";

    /// <summary>Gets all policy and trust statements for services.</summary>
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
