using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Tests.Aws.CloudFormation;

/// <summary>The update of a stack, as CloudFormation does it: in place or by replacement, and back again if it fails.</summary>
[Collection<EmulatedAccount>]
public sealed class ChangedStackTests(EmulatedAccount account)
{
    private const string Broken = """
        , "Broken": { "Type": "AWS::SNS::Topic", "DependsOn": "Image", "Properties": { "TopicName": "it's" } }
        """;

    private const string Conditional = """
        "Topic": { "Type": "AWS::SNS::Topic" }, "Group": { "Type": "AWS::Logs::LogGroup", "Condition": "Wanted" }
        """;

    private const string Referred = """
        , "Outputs": { "Network": { "Value": { "Ref": "Network" } }, "Group": { "Value": { "Ref": "Group" } } }
        """;

    private readonly string stack = $"Stack{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_property_that_cannot_be_changed_in_place_replaces_the_resource()
    {
        await DeployAsync(Image("first"));
        var before = await PhysicalIdAsync("Image");
        await DeployAsync(Image("second"));
        Assert.NotEqual(before, await PhysicalIdAsync("Image"));
        Assert.Equal(
            [
                ("UPDATE_IN_PROGRESS", "Requested update requires the creation of a new physical resource; hence creating one."),
                ("UPDATE_COMPLETE", ""),
                ("DELETE_COMPLETE", ""),
            ],
            await EventsAsync("Image")
        );
    }

    [Fact]
    public async Task Another_changed_property_changes_the_resource_in_place()
    {
        await DeployAsync(Topic("before"));
        var before = await PhysicalIdAsync("Topic");
        await DeployAsync(Topic("after"));
        Assert.Equal(before, await PhysicalIdAsync("Topic"));
    }

    [Fact]
    public async Task What_refers_to_a_replaced_resource_is_changed_before_the_old_one_is_deleted()
    {
        var outputs = await DeployAsync(Referring("10.0.0.0/16"), Referred);
        var after = await DeployAsync(Referring("10.1.0.0/16"), Referred);
        Assert.NotEqual(outputs["Network"], after["Network"]);
        Assert.NotEqual(outputs["Group"], after["Group"]);
        // The group first: it is in the network.
        var deleted = from one in await account.EventsAsync(stack, Cancel) where one.Status == "DELETE_COMPLETE" select one.LogicalId;
        Assert.Equal(["Group", "Network"], deleted);
    }

    [Fact]
    public async Task A_named_resource_is_not_replaced_under_its_name()
    {
        await DeployAsync(NamedGroup("before", stack));
        var refusal = await RefusalAsync(NamedGroup("after", stack));
        Assert.Contains(
            $"UPDATE_ROLLBACK_COMPLETE: Group (AWS::EC2::SecurityGroup): CloudFormation cannot update a stack when a custom-named resource "
                + $"requires replacing. Rename {stack} and update the stack again.",
            refusal,
            StringComparison.Ordinal
        );
        await DeployAsync(NamedGroup("after", $"{stack}2"));
    }

    [Fact]
    public async Task A_name_that_moves_to_another_resource_is_still_taken()
    {
        await DeployAsync(LogGroup("Old"));
        Assert.Contains($"already exists in stack {stack}, as Old", await RefusalAsync(LogGroup("New")), StringComparison.Ordinal);
        await DeployAsync(LogGroup("Old"));
    }

    [Fact]
    public async Task The_name_of_a_replaced_resource_is_still_taken()
    {
        await DeployAsync(LogGroup("First", "/one"));
        var refusal = await RefusalAsync($"{LogGroup("First", "/two")}, {LogGroup("Second", "/one")}");
        Assert.Contains($"already exists in stack {stack}, as First", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_update_keeps_the_replaced_resource_and_deletes_the_new_one()
    {
        await DeployAsync($"{Image("first")}, {Topic("before")}");
        var before = await PhysicalIdAsync("Image");
        await RefusalAsync($"{Image("second")}, {Topic("after")}, {LogGroup("Added")} {Broken}");
        Assert.Equal(before, await PhysicalIdAsync("Image"));
        var deleted = from one in await account.EventsAsync(stack, Cancel) where one.Status == "DELETE_COMPLETE" select one.LogicalId;
        Assert.Equal(["Added", "Image"], deleted.Order(StringComparer.Ordinal));
        // The rollback left nothing to do.
        await DeployAsync($"{Image("first")}, {Topic("before")}");
        Assert.Equal(before, await PhysicalIdAsync("Image"));
    }

    [Fact]
    public async Task A_resource_that_leaves_the_template_is_kept_if_the_update_fails()
    {
        await DeployAsync($"{LogGroup("Leaving")}, {Image("first")}");
        await RefusalAsync($"{Image("first")} {Broken}");
        Assert.Equal($"/{stack}", await PhysicalIdAsync("Leaving"));
    }

    [Fact]
    public async Task A_resource_whose_condition_becomes_false_is_deleted()
    {
        await DeployAsync(Conditional, Condition("yes"));
        await DeployAsync(Conditional, Condition("no"));
        Assert.Contains(("Group", "DELETE_COMPLETE", ""), await account.EventsAsync(stack, Cancel));
    }

    [Fact]
    public async Task The_type_of_a_resource_cannot_change()
    {
        await DeployAsync(""" "One": { "Type": "AWS::SNS::Topic" } """);
        Assert.Contains(
            "Update of resource type is not permitted. The new template modifies resource type of the following resources: [One]",
            await RefusalAsync(""" "One": { "Type": "AWS::Logs::LogGroup" } """),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_engine_does_not_go_back_to_an_earlier_version()
    {
        await DeployAsync(Cache("redis", "7.1"));
        await DeployAsync(Cache("valkey", "8.1"));
        Assert.Contains(
            "Cache (AWS::ElastiCache::ReplicationGroup): You can't downgrade from valkey 8.1 to redis 7.1 except by deleting",
            await RefusalAsync(Cache("redis", "7.1")),
            StringComparison.Ordinal
        );
        await RefusalAsync(Cache("valkey", "8.0"));
        await DeployAsync(Database("17.6"));
        Assert.Contains(
            "Database (AWS::RDS::DBCluster): Cannot upgrade aurora-postgresql from 17.6 to 17.5",
            await RefusalAsync(Database("17.5")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_service_gets_other_capacity_providers_only_with_a_forced_deployment()
    {
        await DeployAsync(Service("FARGATE_SPOT"));
        Assert.Contains(
            "Service (AWS::ECS::Service): Invalid request provided: When switching from launch type to capacity provider strategy",
            await RefusalAsync(Service("FARGATE")),
            StringComparison.Ordinal
        );
        await DeployAsync(Service("FARGATE", """, "ForceNewDeployment": { "EnableForceNewDeployment": true } """));
    }

    private static string Service(string provider, string more = "") =>
        $$"""
            "Cluster": { "Type": "AWS::ECS::Cluster" },
            {{Image("api")}},
            "Service": { "Type": "AWS::ECS::Service", "Properties": {
              "Cluster": { "Ref": "Cluster" }, "TaskDefinition": { "Ref": "Image" }, "DesiredCount": 0,
              "CapacityProviderStrategy": [{ "CapacityProvider": "{{provider}}", "Weight": 1 }] {{more}} } }
            """;

    private static string Cache(string engine, string version) =>
        $$"""
            "Cache": { "Type": "AWS::ElastiCache::ReplicationGroup", "Properties": {
              "ReplicationGroupDescription": "Cache", "CacheNodeType": "cache.t4g.micro", "NumCacheClusters": 1,
              "AutomaticFailoverEnabled": false, "TransitEncryptionEnabled": true,
              "Engine": "{{engine}}", "EngineVersion": "{{version}}" } }
            """;

    private static string Database(string version) =>
        $$"""
            "Database": { "Type": "AWS::RDS::DBCluster", "Properties": {
              "Engine": "aurora-postgresql", "EngineVersion": "{{version}}", "DatabaseName": "expenses",
              "MasterUsername": "owner", "MasterUserPassword": "at-least-8" } }
            """;

    private static string Image(string family) =>
        $$"""
            "Image": { "Type": "AWS::ECS::TaskDefinition", "Properties": {
              "ContainerDefinitions": [{ "Name": "{{family}}", "Image": "api", "Memory": 128 }] } }
            """;

    private static string Topic(string display) =>
        $$""" "Topic": { "Type": "AWS::SNS::Topic", "Properties": { "DisplayName": "{{display}}" } } """;

    private static string NamedGroup(string description, string name) =>
        $$"""
            "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": "{{description}}", "GroupName": "{{name}}" } }
            """;

    private string LogGroup(string logicalId, string name = "") =>
        $$""" "{{logicalId}}": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "/{{stack}}{{name}}" } } """;

    private static string Referring(string range) =>
        $$"""
            "Network": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "{{range}}" } },
            "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": "tasks", "VpcId": { "Ref": "Network" } } }
            """;

    private static string Condition(string wanted) => $$""", "Conditions": { "Wanted": { "Fn::Equals": ["{{wanted}}", "yes"] } }""";

    private Task<IReadOnlyDictionary<string, string>> DeployAsync(string resources, string more = "") =>
        account.DeployAsync(stack, $$""" "Resources": { {{resources}} } {{more}} """, Cancel);

    private async Task<string> RefusalAsync(string resources) =>
        (await Assert.ThrowsAsync<DeploymentFailed>(() => DeployAsync(resources))).Message;

    private async Task<string> PhysicalIdAsync(string logicalId)
    {
        var answer = await account.CloudFormationAsync(
            "DescribeStackResource",
            Cancel,
            ("StackName", stack),
            ("LogicalResourceId", logicalId)
        );
        return answer.Descendants().First(element => element.Name.LocalName == "PhysicalResourceId").Value;
    }

    private async Task<(string Status, string Reason)[]> EventsAsync(string logicalId) =>
        [.. (await account.EventsAsync(stack, Cancel)).Where(one => one.LogicalId == logicalId).Select(one => (one.Status, one.Reason))];
}
