using Amazon.CDK.Assertions;

namespace Expenses.Tests;

public sealed class VpcStackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev", 1)]
    [InlineData("Prod", 2)]
    public void Two_zones_have_public_private_and_isolated_subnets_and_a_way_out(string stage, int natGateways)
    {
        var template = Template.FromStack(app.Stage(stage).Vpc);
        template.ResourceCountIs("AWS::EC2::Subnet", 6);
        template.ResourceCountIs("AWS::EC2::NatGateway", natGateways);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Isolated_subnets_have_no_route_but_the_local_one(string stage)
    {
        var resources = Template.FromStack(app.Stage(stage).Vpc).Json()["Resources"]!.AsObject();
        Assert.DoesNotContain(resources, resource => (string?)resource.Value!["Type"] == "AWS::EC2::Route" && resource.Key.Contains("Isolated", StringComparison.Ordinal));
    }
}
