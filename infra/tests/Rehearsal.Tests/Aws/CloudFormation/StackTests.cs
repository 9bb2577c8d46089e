using System.Net;
using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Tests.Aws.CloudFormation;

/// <summary>The deployment of templates to the emulated account.</summary>
[Collection<EmulatedAccount>]
public sealed class StackTests(EmulatedAccount account)
{
    private readonly string stack = $"Stack{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_custom_resource_is_recorded_and_a_parameter_needs_no_name()
    {
        var outputs = await DeployAsync(
            """
            "Resources": {
              "Asked": { "Type": "Custom::Answer", "Properties": {
                "ServiceToken": "arn:aws:lambda:us-east-1:111111111111:function:answer" } },
              "Unnamed": { "Type": "AWS::SSM::Parameter", "Properties": {
                "Type": "String", "Value": "hello", "Tags": { "Environment": "Dev" } } }
            },
            "Outputs": {
              "Answer": { "Value": { "Fn::GetAtt": ["Asked", "Answer"] } },
              "Unnamed": { "Value": { "Ref": "Unnamed" } }
            }
            """
        );
        Assert.NotEmpty(outputs["Answer"]);
        Assert.StartsWith($"{stack}-Unnamed-", outputs["Unnamed"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_distribution_and_the_load_balancer_share_a_header_value_from_a_secret()
    {
        var outputs = await DeployAsync(
            """
            "Resources": {
              "Word": { "Type": "AWS::SecretsManager::Secret", "Properties": { "GenerateSecretString": { "ExcludePunctuation": true } } },
              "Network": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
              "SubnetA": { "Type": "AWS::EC2::Subnet", "Properties": {
                "VpcId": { "Ref": "Network" }, "AvailabilityZone": "us-east-1a", "CidrBlock": "10.0.0.0/24" } },
              "SubnetB": { "Type": "AWS::EC2::Subnet", "Properties": {
                "VpcId": { "Ref": "Network" }, "AvailabilityZone": "us-east-1b", "CidrBlock": "10.0.1.0/24" } },
              "Targets": { "Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {
                "VpcId": { "Ref": "Network" }, "Port": 80, "Protocol": "HTTP", "TargetType": "ip" } },
              "Balancer": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
                "Subnets": [{ "Ref": "SubnetA" }, { "Ref": "SubnetB" }] } },
              "Listener": { "Type": "AWS::ElasticLoadBalancingV2::Listener", "Properties": {
                "LoadBalancerArn": { "Ref": "Balancer" }, "Port": 80, "Protocol": "HTTP",
                "DefaultActions": [{ "Type": "fixed-response", "FixedResponseConfig": { "StatusCode": "403" } }] } },
              "Rule": { "Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {
                "ListenerArn": { "Ref": "Listener" }, "Priority": 1,
                "Conditions": [{ "Field": "http-header", "HttpHeaderConfig": { "HttpHeaderName": "X-Word", "Values": [
                  { "Fn::Join": ["", ["{{resolve:secretsmanager:", { "Ref": "Word" }, ":SecretString:::}}"]] }] } }],
                "Actions": [{ "Type": "forward", "TargetGroupArn": { "Ref": "Targets" } }] } },
              "Distribution": { "Type": "AWS::CloudFront::Distribution", "Properties": { "DistributionConfig": {
                "Enabled": true,
                "Origins": [{
                  "Id": "api", "DomainName": { "Fn::GetAtt": ["Balancer", "DNSName"] },
                  "CustomOriginConfig": { "OriginProtocolPolicy": "http-only" },
                  "OriginCustomHeaders": [{ "HeaderName": "X-Word", "HeaderValue":
                    { "Fn::Join": ["", ["{{resolve:secretsmanager:", { "Ref": "Word" }, ":SecretString:::}}"]] } }] }],
                "DefaultCacheBehavior": {
                  "TargetOriginId": "api", "ViewerProtocolPolicy": "https-only", "CachePolicyId": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
                  "OriginRequestPolicyId": "216adef6-5c7f-47e4-b989-5492eafa07d3" } } } }
            },
            "Outputs": {
              "Balancer": { "Value": { "Fn::Join": ["", ["http://", { "Fn::GetAtt": ["Balancer", "DNSName"] }]] } },
              "Api": { "Value": { "Fn::Join": ["", ["https://", { "Fn::GetAtt": ["Distribution", "DomainName"] }]] } }
            }
            """
        );
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(outputs["Balancer"]));
        // The request passed the rule, but there is no task.
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(outputs["Api"]));
        Assert.Contains((stack, new Uri(outputs["Api"])), account.Cloud.Apis);
    }

    [Fact]
    public async Task A_type_that_runs_nothing_is_recorded_and_other_resources_can_refer_to_it()
    {
        var outputs = await DeployAsync(
            """
            "Mappings": { "Lists": { "us-east-1": { "CloudFront": "pl-3b927c52" } } },
            "Resources": {
              "Policy": { "Type": "AWS::SNS::TopicPolicy", "Properties": { "Topics": ["arn:aws:sns:us-east-1:111111111111:topic"],
                "PolicyDocument": { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sns:Publish",
                  "Principal": { "Service": "events.amazonaws.com" }, "Resource": "*" }] } } },
              "Group": { "Type": "AWS::EC2::SecurityGroupIngress", "Properties": {
                "GroupId": "sg-0123456789abcdef0", "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80,
                "SourcePrefixListId": { "Fn::FindInMap": ["Lists", { "Ref": "AWS::Region" }, "CloudFront"] } } }
            },
            "Outputs": { "Policy": { "Value": { "Ref": "Policy" } }, "Arn": { "Value": { "Fn::GetAtt": ["Policy", "Arn"] } } }
            """
        );
        Assert.StartsWith($"{stack}-Policy-", outputs["Policy"], StringComparison.Ordinal);
        Assert.StartsWith("arn:aws:sns:", outputs["Arn"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_the_emulator_does_not_support_is_refused_by_name()
    {
        const string Unknown = """
            "Resources": { "New": { "Type": "AWS::Tomorrow::Thing" }, "Topic": { "Type": "AWS::SNS::Topic" } }
            """;
        var creation = await Assert.ThrowsAsync<DeploymentFailed>(() => DeployAsync(Unknown));
        Assert.Contains("Unrecognized resource types: [AWS::Tomorrow::Thing]", creation.Message, StringComparison.Ordinal);

        await DeployAsync(
            """
            "Resources": { "Topic": { "Type": "AWS::SNS::Topic" } }
            """
        );
        var update = await Assert.ThrowsAsync<DeploymentFailed>(() => DeployAsync(Unknown));
        Assert.Contains("Unrecognized resource types: [AWS::Tomorrow::Thing]", update.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alarm_stays_quiet_until_its_state_is_set()
    {
        await DeployAsync(
            $$"""
            "Resources": { "Alarm": { "Type": "AWS::CloudWatch::Alarm", "Properties": {
              "AlarmName": "{{stack}}", "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": 1, "Threshold": 5,
              "Namespace": "AWS/SNS", "MetricName": "NumberOfMessagesPublished", "Period": 60, "Statistic": "Sum" } } }
            """
        );
        Assert.Equal("OK", await account.Cloud.AlarmStateAsync(stack, Cancel));
    }

    [Fact]
    public async Task An_alarm_goes_off_while_the_load_balancer_errs_and_is_off_again_afterwards()
    {
        var outputs = await DeployAsync(
            $$"""
            "Resources": {
              "Network": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
              "SubnetA": { "Type": "AWS::EC2::Subnet", "Properties": {
                "VpcId": { "Ref": "Network" }, "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "us-east-1a" } },
              "SubnetB": { "Type": "AWS::EC2::Subnet", "Properties": {
                "VpcId": { "Ref": "Network" }, "CidrBlock": "10.0.1.0/24", "AvailabilityZone": "us-east-1b" } },
              "Balancer": { "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
                "Subnets": [{ "Ref": "SubnetA" }, { "Ref": "SubnetB" }] } },
              "Alarm": { "Type": "AWS::CloudWatch::Alarm", "Properties": {
                "AlarmName": "{{stack}}", "ComparisonOperator": "GreaterThanOrEqualToThreshold", "Threshold": 1,
                "EvaluationPeriods": 2, "DatapointsToAlarm": 1, "TreatMissingData": "notBreaching",
                "Metrics": [
                  { "Id": "all", "Expression": "FILL(api, 0) + FILL(balancer, 0)" },
                  { "Id": "api", "ReturnData": false, "MetricStat": { "Period": 60, "Stat": "Sum", "Metric": {
                    "Namespace": "AWS/ApplicationELB", "MetricName": "HTTPCode_Target_5XX_Count",
                    "Dimensions": [{ "Name": "LoadBalancer", "Value": { "Fn::GetAtt": ["Balancer", "LoadBalancerFullName"] } }] } } },
                  { "Id": "balancer", "ReturnData": false, "MetricStat": { "Period": 60, "Stat": "Sum", "Metric": {
                    "Namespace": "AWS/ApplicationELB", "MetricName": "HTTPCode_ELB_5XX_Count",
                    "Dimensions": [{ "Name": "LoadBalancer", "Value": { "Fn::GetAtt": ["Balancer", "LoadBalancerFullName"] } }] } } }
                ] } }
            },
            "Outputs": { "Balancer": { "Value": { "Fn::Join": ["", ["http://", { "Fn::GetAtt": ["Balancer", "DNSName"] }]] } } }
            """
        );
        Assert.Equal("OK", await account.Cloud.AlarmStateAsync(stack, Cancel));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(outputs["Balancer"]));
        await Eventually.IsTrueAsync(async () => await account.Cloud.AlarmStateAsync(stack, Cancel) == "ALARM");
        await Eventually.IsTrueAsync(async () => await account.Cloud.AlarmStateAsync(stack, Cancel) == "OK");
    }

    [Fact]
    public async Task A_systems_manager_parameter_is_read_at_each_deployment_of_an_unchanged_template()
    {
        Assert.Equal("https://before", await SiteReadsAsync("https://before"));
        Assert.Equal("https://after", await SiteReadsAsync("https://after"));

        async Task<string> SiteReadsAsync(string address)
        {
            await DeployAsync(
                $$"""
                "Resources": { "Address": { "Type": "AWS::SSM::Parameter", "Properties": {
                  "Name": "/{{stack}}/Address", "Type": "String", "Value": "{{address}}" } } }
                """
            );
            var outputs = await DeployAsync(
                $$"""
                "Parameters": { "Address": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/{{stack}}/Address" } },
                "Resources": { "Site": { "Type": "AWS::SNS::Topic", "Properties": { "DisplayName": { "Ref": "Address" } } } },
                "Outputs": { "Api": { "Value": { "Ref": "Address" } } }
                """,
                $"{stack}Site"
            );
            return outputs["Api"];
        }
    }

    [Fact]
    public async Task A_custom_domain_is_refused_with_a_reason()
    {
        var refusal = await Assert.ThrowsAsync<DeploymentFailed>(() =>
            DeployAsync(
                """
                "Resources": { "Certificate": {
                  "Type": "AWS::CertificateManager::Certificate", "Properties": { "DomainName": "api.example.com" } } }
                """
            )
        );
        Assert.Contains("api.example.com is a custom domain", refusal.Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyDictionary<string, string>> DeployAsync(string template, string? name = null) =>
        account.DeployAsync(name ?? stack, template, Cancel);

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var http = account.Cloud.Client(new(address));
        using var answer = await http.GetAsync("/", Cancel);
        return answer.StatusCode;
    }
}
