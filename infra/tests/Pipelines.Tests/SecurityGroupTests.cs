using System.Text.Json.Nodes;
using Amazon.CDK;

namespace Expenses.Tests;

/// <summary>Who may speak to whom: a chain from the internet to the data, each link to its neighbour alone.</summary>
public sealed class SecurityGroupTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Nobody_in_the_world_is_let_in(string stage) =>
        Assert.DoesNotContain(
            Rules(stage, "Ingress"),
            rule =>
                rule.ToJsonString().Contains("0.0.0.0/0", StringComparison.Ordinal)
                || rule.ToJsonString().Contains("::/0", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_way_out_to_the_world_is_https_alone(string stage) =>
        Assert.All(
            Rules(stage, "Egress").Where(rule => (string?)rule["CidrIp"] == "0.0.0.0/0"),
            rule => Assert.Equal((443, 443), ((int)rule["FromPort"]!, (int)rule["ToPort"]!))
        );

    [Theory]
    [InlineData("Dev", "Database", 3)]
    [InlineData("Prod", "Database", 3)]
    [InlineData("Dev", "Cache", 1)]
    [InlineData("Prod", "Cache", 1)]
    public void The_data_admits_the_tasks_and_the_database_also_its_migrations_and_what_changes_its_passwords(
        string stage,
        string stack,
        int admitted
    )
    {
        var toTheData = Rules(stage, "Ingress")
            .Where(rule =>
                rule["GroupId"]?.ToJsonString().Contains(stack == "Cache" ? "Redis" : "DatabaseSecurityGroup", StringComparison.Ordinal)
                == true
            )
            .ToArray();
        Assert.Equal(admitted, toTheData.Length);
        Assert.All(toTheData, rule => Assert.NotNull(rule["SourceSecurityGroupId"]));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_tasks_admit_the_load_balancer_alone(string stage)
    {
        var rule = Assert.Single(
            Rules(stage, "Ingress"),
            rule => rule["GroupId"]?.ToJsonString().Contains("ServiceSecurityGroup", StringComparison.Ordinal) == true
        );
        Assert.Contains("LoadBalancerSecurityGroup", rule["SourceSecurityGroupId"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(3000, (int)rule["FromPort"]!);
    }

    /// <summary>Every rule of all six stacks, be it written into its group or beside it.</summary>
    private IEnumerable<JsonNode> Rules(string stage, string direction) =>
        from stack in app.Stage(stage).Node.Children.OfType<Stack>()
        let template = Template.FromStack(stack)
        from rule in template
            .All($"AWS::EC2::SecurityGroup{direction}")
            .Concat(template.All("AWS::EC2::SecurityGroup").SelectMany(owner => owner[$"SecurityGroup{direction}"]?.AsArray() ?? []))
        select rule;
}
