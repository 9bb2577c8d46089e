using Amazon.CDK.Assertions;

namespace Expenses.Tests;

public sealed class DatabaseStackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev", 0, 2, false, 1)]
    [InlineData("Prod", 0.5, 8, true, 2)]
    public void Aurora_postgresql_scales_between_the_capacities_of_the_settings(string stage, double min, double max, bool protection, int instances)
    {
        var template = Template.FromStack(app.Stage(stage).Database);
        var cluster = template.Only("AWS::RDS::DBCluster");
        Assert.Equal("aurora-postgresql", (string?)cluster["Engine"]);
        Assert.Equal((min, max), ((double)cluster["ServerlessV2ScalingConfiguration"]!["MinCapacity"]!, (double)cluster["ServerlessV2ScalingConfiguration"]!["MaxCapacity"]!));
        Assert.True((bool)cluster["StorageEncrypted"]!);
        Assert.Equal(protection, (bool)cluster["DeletionProtection"]!);
        template.ResourceCountIs("AWS::RDS::DBInstance", instances);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_owners_password_is_made_by_secrets_manager_and_stands_nowhere(string stage)
    {
        var cluster = Template.FromStack(app.Stage(stage).Database).Only("AWS::RDS::DBCluster");
        Assert.Contains("{{resolve:secretsmanager:", cluster["MasterUserPassword"]!.ToJsonString(), StringComparison.Ordinal);
    }
}
