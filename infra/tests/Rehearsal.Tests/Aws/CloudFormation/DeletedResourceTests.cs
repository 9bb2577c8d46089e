using System.Xml.Linq;
using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Tests.Aws.CloudFormation;

/// <summary>The deletion of stacks and of resources that leave one: what is protected or retained stays, as in CloudFormation.</summary>
[Collection<EmulatedAccount>]
public sealed class DeletedResourceTests(EmulatedAccount account)
{
    private const string Topic = """
        "Topic": { "Type": "AWS::SNS::Topic" }
        """;

    private readonly string stack = $"Stack{Guid.NewGuid():N}";

    /// <summary>A protected resource, and the service's words if it is to be deleted.</summary>
    public static TheoryData<string, string> Protected =>
        new()
        {
            {
                """
                    "Type": "AWS::RDS::DBInstance", "DeletionPolicy": "Delete", "Properties": {
                      "Engine": "postgres", "DBInstanceClass": "db.t4g.micro", "AllocatedStorage": "20",
                      "MasterUsername": "owner", "MasterUserPassword": "at-least-8", "DeletionProtection": true }
                    """,
                "Cannot delete protected DB Instance, please disable deletion protection and try again."
            },
            {
                """
                    "Type": "AWS::DynamoDB::Table", "Properties": {
                      "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
                      "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
                      "BillingMode": "PAY_PER_REQUEST", "DeletionProtectionEnabled": true }
                    """,
                "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
            },
        };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Protected))]
    public async Task A_protected_resource_that_leaves_its_stack_stays_in_the_account(string resource, string reason)
    {
        await DeployAsync($$""" "Protected": { {{resource}} }, {{Topic}} """);
        await DeployAsync(Topic);
        Assert.Equal("UPDATE_COMPLETE", await account.StatusAsync(stack, Cancel));
        Assert.Contains(("Protected", "DELETE_FAILED", reason), await account.EventsAsync(stack, Cancel));
    }

    [Fact]
    public async Task A_stack_with_a_protected_resource_is_not_deleted_until_the_protection_is_off()
    {
        await DeployAsync($"{Balancer("true")}, {Topic}");
        await DeleteAsync();
        Assert.Equal("DELETE_FAILED", await account.StatusAsync(stack, Cancel));
        var events = await account.EventsAsync(stack, Cancel);
        Assert.Equal((stack, "DELETE_FAILED", "The following resource(s) failed to delete: [Balancer]. "), events[^1]);
        Assert.Matches(
            "^Load balancer 'arn:aws:.*' cannot be deleted because deletion protection is enabled$",
            events.Single(one => one is ("Balancer", "DELETE_FAILED", _)).Reason
        );
        var blocked = await Assert.ThrowsAsync<DeploymentFailed>(() => DeployAsync(Balancer("false")));
        Assert.Contains("is in DELETE_FAILED state and can not be updated.", blocked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_balancer_without_protection_is_deleted_with_its_stack()
    {
        await DeployAsync(Balancer("true"));
        await DeployAsync(Balancer("false"));
        await DeleteAsync();
        Assert.Equal("", await account.StatusAsync(stack, Cancel));
    }

    [Fact]
    public async Task A_failed_creation_that_left_a_protected_resource_ends_as_rollback_failed()
    {
        await Assert.ThrowsAsync<DeploymentFailed>(() =>
            DeployAsync(
                $$"""
                {{Balancer("true")}},
                "Broken": { "Type": "AWS::SNS::Topic", "DependsOn": "Balancer", "Properties": { "TopicName": "it's" } }
                """
            )
        );
        Assert.Equal("ROLLBACK_FAILED", await account.StatusAsync(stack, Cancel));
    }

    [Fact]
    public async Task A_stack_with_termination_protection_is_not_deleted()
    {
        await DeployAsync(Topic);
        await ProtectAsync("true");
        Assert.Contains(
            $"Stack [{stack}] cannot be deleted while TerminationProtection is enabled",
            (await DeleteAsync()).ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal("CREATE_COMPLETE", await account.StatusAsync(stack, Cancel));
        await ProtectAsync("false");
        await DeleteAsync();
        Assert.Equal("", await account.StatusAsync(stack, Cancel));

        Task ProtectAsync(string enabled) =>
            account.CloudFormationAsync(
                "UpdateTerminationProtection",
                Cancel,
                ("StackName", stack),
                ("EnableTerminationProtection", enabled)
            );
    }

    [Fact]
    public async Task A_retained_resource_stays_when_it_leaves_its_stack()
    {
        await DeployAsync($$""" {{LogGroup(""" "DeletionPolicy": "Retain", """)}}, {{Topic}} """);
        await DeployAsync(Topic);
        Assert.Contains(("Group", "DELETE_SKIPPED", ""), await account.EventsAsync(stack, Cancel));
    }

    [Fact]
    public async Task A_replaced_resource_stays_if_its_policy_says_so()
    {
        await DeployAsync(LogGroup(""" "UpdateReplacePolicy": "Retain", """, "before"));
        await DeployAsync(LogGroup(""" "UpdateReplacePolicy": "Retain", """, "after"));
        Assert.Contains(("Group", "DELETE_SKIPPED", ""), await account.EventsAsync(stack, Cancel));
    }

    [Theory]
    [InlineData(""" "DeletionPolicy": "Snapshot", """)]
    [InlineData("")]
    public async Task A_snapshot_of_a_database_is_taken_before_it_is_deleted(string policy)
    {
        await DeployAsync(
            $$"""
            "Database": { "Type": "AWS::RDS::DBCluster", {{policy}} "Properties": {
              "Engine": "aurora-postgresql", "DBClusterIdentifier": "{{stack[..16]}}", "DatabaseName": "expenses",
              "MasterUsername": "owner", "MasterUserPassword": "at-least-8" } },
            {{Topic}}
            """
        );
        await DeployAsync(Topic);
        Assert.Contains(
            ("Database", "DELETE_COMPLETE", $"A snapshot of {stack[..16]} was taken first."),
            await account.EventsAsync(stack, Cancel)
        );
    }

    private static string Balancer(string isProtected) =>
        $$"""
            "Network": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
            "A": { "Type": "AWS::EC2::Subnet", "Properties": {
              "VpcId": { "Ref": "Network" }, "AvailabilityZone": "us-east-1a", "CidrBlock": "10.0.0.0/24" } },
            "B": { "Type": "AWS::EC2::Subnet", "Properties": {
              "VpcId": { "Ref": "Network" }, "AvailabilityZone": "us-east-1b", "CidrBlock": "10.0.1.0/24" } },
            "Balancer": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
              "Subnets": [{ "Ref": "A" }, { "Ref": "B" }],
              "LoadBalancerAttributes": [{ "Key": "deletion_protection.enabled", "Value": "{{isProtected}}" }] } }
            """;

    private string LogGroup(string policy, string name = "") =>
        $$""" "Group": { "Type": "AWS::Logs::LogGroup", {{policy}} "Properties": { "LogGroupName": "/{{stack}}{{name}}" } } """;

    private Task DeployAsync(string resources) => account.DeployAsync(stack, $$""" "Resources": { {{resources}} } """, Cancel);

    private Task<XDocument> DeleteAsync() => account.CloudFormationAsync("DeleteStack", Cancel, ("StackName", stack));
}
