using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class VpcStackTests(SynthesisedApp app, Variants variants)
{
    [Theory]
    [InlineData("Dev", 1)]
    [InlineData("Prod", 2)]
    public void Two_zones_have_public_private_and_isolated_subnets_and_nat_gateways(string stage, int natGateways)
    {
        var template = Vpc(stage);
        template.ResourceCountIs("AWS::EC2::Subnet", 6);
        template.ResourceCountIs("AWS::EC2::NatGateway", natGateways);
        Assert.All(template.All("AWS::EC2::Subnet"), subnet => Assert.NotEqual("true", subnet["MapPublicIpOnLaunch"]?.ToJsonString()));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Isolated_subnets_have_only_the_local_route(string stage) =>
        Assert.DoesNotContain(Vpc(stage).Resources("AWS::EC2::Route").Keys, route => route.Contains("Isolated", StringComparison.Ordinal));

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Image_layers_from_s3_bypass_the_nat_gateway(string stage)
    {
        var endpoint = Vpc(stage).Only("AWS::EC2::VPCEndpoint");
        Assert.Equal("Gateway", (string?)endpoint["VpcEndpointType"]);
        Assert.Contains(".s3", endpoint["ServiceName"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dev", 7)]
    [InlineData("Prod", 90)]
    public void All_traffic_is_logged_with_the_retention_in_the_settings(string stage, int days)
    {
        Vpc(stage)
            .Has("AWS::EC2::FlowLog", """{ "ResourceType": "VPC", "TrafficType": "ALL", "LogDestinationType": "cloud-watch-logs" }""");
        Assert.Equal(days, (int)Vpc(stage).Only("AWS::Logs::LogGroup")["RetentionInDays"]!);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Systems_manager_keeps_the_default_security_group_closed(string stage)
    {
        var association = Vpc(stage).Only("AWS::SSM::Association");
        Assert.Equal("AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules", (string?)association["Name"]);
        Assert.Contains("DefaultSecurityGroup", association["Targets"]![0]!["Values"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(association["ScheduleExpression"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_role_that_closes_the_default_group_may_change_only_that_group(string stage)
    {
        var statement = Statements(stage)
            .Single(statement => statement["Action"]!.ToJsonString().Contains("ec2:Revoke", StringComparison.Ordinal));
        Assert.Contains("DefaultSecurityGroup", statement["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_can_replace_the_nat_gateway_with_an_instance()
    {
        var template = Template.FromStack(variants[Variants.NatInstance].Stage("Dev").Vpc);
        template.ResourceCountIs("AWS::EC2::NatGateway", 0);
        var instance = template.Only("AWS::EC2::Instance");
        Assert.Equal(("t4g.nano", false), ((string?)instance["InstanceType"], (bool)instance["SourceDestCheck"]!));
        Assert.Contains(
            "until yum install iptables-services -y; do sleep 5; done",
            instance["UserData"]!.ToJsonString(),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "required",
            (string?)template.Only("AWS::EC2::LaunchTemplate")["LaunchTemplateData"]!["MetadataOptions"]!["HttpTokens"]
        );
    }

    [Fact]
    public void Subnets_are_in_the_zones_in_the_settings()
    {
        var template = Template.FromStack(variants[Variants.OwnZones].Stage("Dev").Vpc);
        Assert.Equal(
            ["us-east-1b", "us-east-1e"],
            template.All("AWS::EC2::Subnet").Select(subnet => (string?)subnet["AvailabilityZone"]).Distinct().Order()
        );
    }

    private Template Vpc(string stage) => Template.FromStack(app.Stage(stage).Vpc);

    private IEnumerable<JsonNode> Statements(string stage) =>
        Vpc(stage).All("AWS::IAM::Policy").SelectMany(policy => policy["PolicyDocument"]!["Statement"]!.AsArray())!;
}
