using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class VpcStackTests(SynthesisedApp app, Variants variants)
{
    [Theory]
    [InlineData("Dev", 1)]
    [InlineData("Prod", 2)]
    public void Two_zones_have_public_private_and_isolated_subnets_and_a_way_out(string stage, int natGateways)
    {
        var template = Vpc(stage);
        template.ResourceCountIs("AWS::EC2::Subnet", 6);
        template.ResourceCountIs("AWS::EC2::NatGateway", natGateways);
        Assert.All(template.All("AWS::EC2::Subnet"), subnet => Assert.NotEqual("true", subnet["MapPublicIpOnLaunch"]?.ToJsonString()));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Isolated_subnets_have_no_route_but_the_local_one(string stage) =>
        Assert.DoesNotContain(Vpc(stage).Resources("AWS::EC2::Route").Keys, route => route.Contains("Isolated", StringComparison.Ordinal));

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Images_come_from_s3_past_the_nat_gateway(string stage)
    {
        var endpoint = Vpc(stage).Only("AWS::EC2::VPCEndpoint");
        Assert.Equal("Gateway", (string?)endpoint["VpcEndpointType"]);
        Assert.Contains(".s3", endpoint["ServiceName"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dev", 7)]
    [InlineData("Prod", 90)]
    public void All_traffic_is_logged_and_the_log_kept_for_as_long_as_the_settings_say(string stage, int days)
    {
        Vpc(stage)
            .Has("AWS::EC2::FlowLog", """{ "ResourceType": "VPC", "TrafficType": "ALL", "LogDestinationType": "cloud-watch-logs" }""");
        Assert.Equal(days, (int)Vpc(stage).Only("AWS::Logs::LogGroup")["RetentionInDays"]!);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_default_security_group_is_closed_and_kept_closed_by_systems_manager(string stage)
    {
        var association = Vpc(stage).Only("AWS::SSM::Association");
        Assert.Equal("AWSConfigRemediation-RemoveVPCDefaultSecurityGroupRules", (string?)association["Name"]);
        Assert.Contains("DefaultSecurityGroup", association["Targets"]![0]!["Values"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.NotNull(association["ScheduleExpression"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void What_closes_the_default_group_can_change_no_other(string stage)
    {
        var statement = Statements(stage)
            .Single(statement => statement["Action"]!.ToJsonString().Contains("ec2:Revoke", StringComparison.Ordinal));
        Assert.Contains("DefaultSecurityGroup", statement["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_instance_stands_for_the_gateway_where_the_settings_say_so()
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
    public void Subnets_are_in_the_zones_that_the_settings_name()
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
