using Rehearsal.Aws.CloudFormation;
using Rehearsal.Pipeline;
using Rehearsal.Tests.Pipeline;

namespace Rehearsal.Tests.Aws.CloudFormation;

/// <summary>What CloudFormation or a service refuses fails the stack, and the message names resource, property, value and rule.</summary>
public sealed class RefusedResourceTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private const string Network = """
        "Network": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } }
        """;

    private readonly string stack = $"Stack{Guid.NewGuid():N}";

    /// <summary>A resource's type and properties, and the parts of the message.</summary>
    public static TheoryData<string, string, string[]> Refused =>
        new()
        {
            {
                "AWS::EC2::SecurityGroup",
                """ "GroupDescription": "The API's tasks" """,
                ["GroupDescription", "\"The API's tasks\" is not at most 255 letters", "docs.aws.amazon.com/AWSEC2/latest/APIReference"]
            },
            {
                "AWS::SNS::Topic",
                """ "DisplayNam": "Alarms" """,
                ["'DisplayNam' was unexpected", "'DisplayName'", "schema of AWS::SNS::Topic"]
            },
            {
                "AWS::ECR::Repository",
                """ "ImageTagMutability": "FIXED" """,
                ["ImageTagMutability: \"FIXED\" is not one of MUTABLE, IMMUTABLE", "API model of CreateRepository"]
            },
            {
                "AWS::ElasticLoadBalancingV2::TargetGroup",
                """ "Name": "a-name-with-more-than-32-characters" """,
                ["\"a-name-with-more-than-32-characters\" is not 1 to 32 letters", "API_CreateTargetGroup"]
            },
            {
                "AWS::CodeBuild::Project",
                """
                    "Name": "-tests", "ServiceRole": "arn:aws:iam::111111111111:role/tests",
                    "Source": { "Type": "CODEPIPELINE" }, "Artifacts": { "Type": "CODEPIPELINE" },
                    "Environment": {
                      "Type": "LINUX_CONTAINER", "ComputeType": "BUILD_GENERAL1_SMALL", "Image": "aws/codebuild/standard:7.0" }
                    """,
                ["Name: \"-tests\" does not match", "API model of CreateProject"]
            },
            {
                "AWS::CloudFront::Distribution",
                """ "DistributionConfig": { "Enabled": true, "DefaultCacheBehavior": { "TargetOriginId": "api" } } """,
                ["DistributionConfig/DefaultCacheBehavior: 'ViewerProtocolPolicy' is a required property"]
            },
            {
                "AWS::IAM::Role",
                """
                    "RoleId": "AROA1", "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [
                      { "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "ecs-tasks.amazonaws.com" } }] }
                    """,
                ["RoleId: \"AROA1\" is set, but the property is read-only"]
            },
            { "AWS::Logs::LogGroup", """ "RetentionInDays": 8 """, ["RetentionInDays: 8 is not one of"] },
            {
                "AWS::ECS::TaskDefinition",
                """
                    "RequiresCompatibilities": ["FARGATE"], "NetworkMode": "awsvpc", "Cpu": "256", "Memory": "8192",
                    "ContainerDefinitions": [{ "Name": "api", "Image": "api" }]
                    """,
                ["Cpu '256' is not compatible with memory '8192'"]
            },
            {
                "AWS::RDS::DBCluster",
                """ "Engine": "aurora-postgresql", "MasterUsername": "admin", "ManageMasterUserPassword": true """,
                ["MasterUsername: \"admin\" is not a name other than"]
            },
            {
                "AWS::EC2::SecurityGroup",
                $$"""
                "GroupDescription": "Too many rules", "SecurityGroupIngress": [
                  { "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "SourcePrefixListId": "pl-3b927c52" },
                  {{string.Join(", ", Enumerable.Range(1, 6).Select(port =>
                    $$"""{ "IpProtocol": "tcp", "FromPort": {{port}}, "ToPort": {{port}}, "CidrIp": "10.0.0.0/16" }"""
                ))}}]
                """,
                ["would have 61 ingress rules", "amazon-vpc-limits"]
            },
        };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task An_invalid_property_is_refused_with_its_value_and_the_rule(string type, string properties, string[] message)
    {
        var refusal = await RefusalAsync($$""" "Invalid": { "Type": "{{type}}", "Properties": { {{properties}} } } """);
        Assert.StartsWith($"{stack}: Invalid ({type}): ", refusal, StringComparison.Ordinal);
        Assert.All(message, part => Assert.Contains(part, refusal, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10.0.0.128/25", "conflicts with another subnet")]
    [InlineData("10.1.0.0/24", "is invalid")]
    public async Task A_subnet_that_overlaps_another_or_lies_outside_of_its_network_is_refused(string range, string problem)
    {
        var refusal = await RefusalAsync(
            $$"""
            {{Network}},
            "First": { "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Ref": "Network" }, "CidrBlock": "10.0.0.0/24" } },
            "Second": { "Type": "AWS::EC2::Subnet", "DependsOn": "First", "Properties": {
              "VpcId": { "Ref": "Network" }, "CidrBlock": "{{range}}" } }
            """
        );
        Assert.Contains($"Second (AWS::EC2::Subnet): The CIDR '{range}' {problem}", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_target_attachment_of_a_secret_is_refused()
    {
        const string Attachment = """
            "Type": "AWS::SecretsManager::SecretTargetAttachment", "Properties": {
              "SecretId": { "Ref": "Password" }, "TargetId": { "Ref": "Database" }, "TargetType": "AWS::RDS::DBCluster" }
            """;
        var refusal = await RefusalAsync(
            $$"""
            "Password": { "Type": "AWS::SecretsManager::Secret", "Properties": { "SecretString": "{}" } },
            "Database": { "Type": "AWS::RDS::DBCluster", "Properties": {
              "Engine": "aurora-postgresql", "DatabaseName": "expenses", "MasterUsername": "owner", "MasterUserPassword": "at-least-8" } },
            "First": { {{Attachment}} },
            "Second": { "DependsOn": "First", {{Attachment}} }
            """
        );
        Assert.Contains("Second (AWS::SecretsManager::SecretTargetAttachment): SecretId: ", refusal, StringComparison.Ordinal);
        Assert.Contains($"already exists in stack {stack}, as First", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_listener_on_a_port_is_refused()
    {
        const string Listener = """
            "Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
              "LoadBalancerArn": { "Ref": "Balancer" }, "Port": 80, "Protocol": "HTTP",
              "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "403" } }] }
            """;
        var refusal = await RefusalAsync(
            $$"""
            {{Network}},
            "A": { "Type": "AWS::EC2::Subnet", "Properties": {
              "VpcId": { "Ref": "Network" }, "AvailabilityZone": "us-east-1a", "CidrBlock": "10.0.0.0/24" } },
            "B": { "Type": "AWS::EC2::Subnet", "Properties": {
              "VpcId": { "Ref": "Network" }, "AvailabilityZone": "us-east-1b", "CidrBlock": "10.0.1.0/24" } },
            "Balancer": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
              "Subnets": [{ "Ref": "A" }, { "Ref": "B" }] } },
            "First": { {{Listener}} },
            "Second": { "DependsOn": "First", {{Listener}} }
            """
        );
        Assert.Contains("Second (AWS::ElasticLoadBalancingV2::Listener): LoadBalancerArn, Port: ", refusal, StringComparison.Ordinal);
        Assert.Contains($"80 already exists in stack {stack}, as First", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_a_new_account_may_have_is_refused()
    {
        var addresses = Enumerable.Range(1, 6).Select(number => $$""" "Address{{number}}": { "Type": "AWS::EC2::EIP" } """);
        var refusal = await RefusalAsync(string.Join(", ", addresses));
        Assert.Contains(
            $"Address6 (AWS::EC2::EIP): a new account may have 5 in a region, and has as many: Address1 of {stack}, ",
            refusal,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_name_that_another_stack_has_is_refused()
    {
        await DeployAsync(LogGroup(stack));
        var refusal = await RefusalAsync(LogGroup(stack), $"{stack}Copy");
        Assert.Contains($"LogGroupName: \"/{stack}\" already exists in stack {stack}, as Group", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_resource_is_reported_together()
    {
        var refusal = await RefusalAsync(
            """ "Invalid": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "it's", "Retention": 7 } } """
        );
        Assert.Contains("LogGroupName: ", refusal, StringComparison.Ordinal);
        Assert.Contains("'Retention' was unexpected", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_secret_value_is_not_shown()
    {
        var refusal = await RefusalAsync(
            """
            "Password": { "Type": "AWS::SecretsManager::Secret", "Properties": { "SecretString": "not@allowed-by-rds" } },
            "Database": { "Type": "AWS::RDS::DBCluster", "Properties": {
              "Engine": "aurora-postgresql", "MasterUsername": "owner",
              "MasterUserPassword": { "Fn::Join": ["", ["{{resolve:secretsmanager:", { "Ref": "Password" }, ":SecretString:::}}"]] } } }
            """
        );
        Assert.Contains("Database (AWS::RDS::DBCluster): MasterUserPassword: the secret value", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("not@allowed", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_remains_of_a_stack_with_a_refused_resource()
    {
        await RefusalAsync(
            $$"""
            {{LogGroup(stack)}},
            "Invalid": { "Type": "AWS::SNS::Topic", "DependsOn": "Group", "Properties": { "TopicName": "it's" } }
            """
        );
        // The name is free again.
        await DeployAsync(LogGroup(stack), $"{stack}Copy");
    }

    [Fact]
    public async Task A_refused_update_is_rolled_back()
    {
        await DeployAsync(Topic("Before"));
        var refusal = await RefusalAsync(Topic("After", """, "TopicNam": "x" """));
        Assert.Contains("UPDATE_ROLLBACK_COMPLETE: Topic (AWS::SNS::Topic): ", refusal, StringComparison.Ordinal);
        await DeployAsync(Topic("After"));
    }

    [Fact]
    public async Task The_action_of_the_pipeline_names_the_refused_property()
    {
        Repository.Write(
            "assembly/invalid.template.json",
            """{ "Resources": { "Group": { "Type": "AWS::EC2::SecurityGroup", "Properties": { "GroupDescription": "it's" } } } }"""
        );
        Pipeline
            .Stage("Build", Pipeline.Build("Synth", "true", output: ("Assembly", "assembly")))
            .Stage("Dev", SmallPipeline.Stack(stack, "invalid.template.json", "Outputs"));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains(
            "Group (AWS::EC2::SecurityGroup): GroupDescription: \"it's\" is not at most 255",
            run.Output,
            StringComparison.Ordinal
        );
    }

    private static string LogGroup(string name) =>
        $$""" "Group": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "/{{name}}" } } """;

    private static string Topic(string display, string more = "") =>
        $$""" "Topic": { "Type": "AWS::SNS::Topic", "Properties": { "DisplayName": "{{display}}" {{more}} } } """;

    private Task DeployAsync(string resources, string? name = null) =>
        Account.DeployAsync(name ?? stack, $$""" "Resources": { {{resources}} } """, Cancel);

    private async Task<string> RefusalAsync(string resources, string? name = null) =>
        (await Assert.ThrowsAsync<DeploymentFailed>(() => DeployAsync(resources, name))).Message;
}
