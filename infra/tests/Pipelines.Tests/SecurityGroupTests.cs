using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests;

/// <summary>The allowed network connections, from the internet to the data.</summary>
public sealed class SecurityGroupTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void No_rule_allows_inbound_traffic_from_everywhere(string stage) =>
        Assert.DoesNotContain(
            Rules(stage, "Ingress"),
            rule =>
                rule.ToJsonString().Contains("0.0.0.0/0", StringComparison.Ordinal)
                || rule.ToJsonString().Contains("::/0", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Outbound_traffic_to_everywhere_is_limited_to_https(string stage) =>
        Assert.All(
            Rules(stage, "Egress").Where(rule => (string?)rule["CidrIp"] == "0.0.0.0/0"),
            rule => Assert.Equal((443, 443), ((int)rule["FromPort"]!, (int)rule["ToPort"]!))
        );

    [Theory]
    [InlineData("Dev", "Database", 3)]
    [InlineData("Prod", "Database", 3)]
    [InlineData("Dev", "Cache", 1)]
    [InlineData("Prod", "Cache", 1)]
    public void The_cache_accepts_only_the_tasks_and_the_database_also_migrations_and_rotations(string stage, string stack, int count)
    {
        var ingress = Rules(stage, "Ingress")
            .Where(rule =>
                rule["GroupId"]?.ToJsonString().Contains(stack == "Cache" ? "Redis" : "DatabaseSecurityGroup", StringComparison.Ordinal)
                == true
            )
            .ToArray();
        Assert.Equal(count, ingress.Length);
        Assert.All(ingress, rule => Assert.NotNull(rule["SourceSecurityGroupId"]));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_tasks_accept_only_the_load_balancer(string stage)
    {
        var rule = Assert.Single(
            Rules(stage, "Ingress"),
            rule => rule["GroupId"]?.ToJsonString().Contains("ServiceSecurityGroup", StringComparison.Ordinal) == true
        );
        Assert.Contains("LoadBalancerSecurityGroup", rule["SourceSecurityGroupId"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(3000, (int)rule["FromPort"]!);
    }

    /// <summary>Gets all rules of the six stacks, inline and separate.</summary>
    private IEnumerable<JsonNode> Rules(string stage, string direction) =>
        from stack in app.Stage(stage).Node.Children.OfType<Stack>()
        let template = Template.FromStack(stack)
        from rule in template
            .All($"AWS::EC2::SecurityGroup{direction}")
            .Concat(template.All("AWS::EC2::SecurityGroup").SelectMany(owner => owner[$"SecurityGroup{direction}"]?.AsArray() ?? []))
        select rule;
}
