using System.Text.Json.Nodes;

namespace Expenses.Tests;

public sealed class DatabaseStackTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev", 0, 2, 2)]
    [InlineData("Prod", 0.5, 8, 2)]
    public void Aurora_postgresql_scales_between_the_capacities_in_the_settings(string stage, double min, double max, int instances)
    {
        var cluster = Cluster(stage);
        Assert.Equal(("aurora-postgresql", "17.6"), ((string?)cluster["Engine"], (string?)cluster["EngineVersion"]));
        Assert.Equal(
            (min, max),
            (
                (double)cluster["ServerlessV2ScalingConfiguration"]!["MinCapacity"]!,
                (double)cluster["ServerlessV2ScalingConfiguration"]!["MaxCapacity"]!
            )
        );
        var members = Database(stage).All("AWS::RDS::DBInstance").ToArray();
        Assert.Equal(instances, members.Length);
        Assert.All(
            members,
            member =>
                Assert.Equal(
                    ("db.serverless", false, true),
                    ((string?)member["DBInstanceClass"], (bool)member["PubliclyAccessible"]!, (bool)member["AutoMinorVersionUpgrade"]!)
                )
        );
    }

    [Theory]
    [InlineData("Dev", 7, false, "Delete")]
    [InlineData("Prod", 14, true, "Snapshot")]
    public void Prod_has_deletion_protection_and_leaves_a_snapshot_and_dev_leaves_nothing(
        string stage,
        int days,
        bool protection,
        string policy
    )
    {
        var cluster = Assert.Single(Database(stage).Resources("AWS::RDS::DBCluster").Values);
        Assert.Equal(
            (days, protection),
            ((int)cluster["Properties"]!["BackupRetentionPeriod"]!, (bool)cluster["Properties"]!["DeletionProtection"]!)
        );
        Assert.Equal((policy, policy), ((string?)cluster["DeletionPolicy"], (string?)cluster["UpdateReplacePolicy"]));
    }

    [Theory]
    [InlineData("Dev", "Delete")]
    [InlineData("Prod", "Retain")]
    public void Its_storage_is_encrypted_with_its_own_rotated_key_which_outlives_prods_stack_for_the_snapshot(string stage, string policy)
    {
        var (id, key) = Assert.Single(Database(stage).Resources("AWS::KMS::Key"));
        Assert.True((bool)Cluster(stage)["StorageEncrypted"]!);
        Assert.Contains(id, Cluster(stage)["KmsKeyId"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.True((bool)key["Properties"]!["EnableKeyRotation"]!);
        Assert.Equal(policy, (string?)key["DeletionPolicy"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_requires_tls_uses_a_non_default_port_and_supports_iam_authentication(string stage)
    {
        Assert.NotEqual(5432, (int)Cluster(stage)["Port"]!);
        Assert.True((bool)Cluster(stage)["EnableIAMDatabaseAuthentication"]!);
        Assert.Equal("1", (string?)Database(stage).Only("AWS::RDS::DBClusterParameterGroup")["Parameters"]!["rds.force_ssl"]);
    }

    [Theory]
    [InlineData("Dev", 7)]
    [InlineData("Prod", 90)]
    public void Its_log_group_has_a_retention_and_is_created_before_the_first_instance(string stage, int days)
    {
        Assert.Equal("""["postgresql"]""", Cluster(stage)["EnableCloudwatchLogsExports"]!.ToJsonString());
        var (id, group) = Database(stage)
            .Resources("AWS::Logs::LogGroup")
            .Single(group => group.Key.StartsWith("Logs", StringComparison.Ordinal));
        Assert.Equal(days, (int)group["Properties"]!["RetentionInDays"]!);
        Assert.All(
            Database(stage).Resources("AWS::RDS::DBInstance").Values,
            instance => Assert.Contains(id, instance["DependsOn"]!.ToJsonString(), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Its_instances_have_enhanced_monitoring_every_minute(string stage) =>
        Assert.Equal(60, (int)Cluster(stage)["MonitoringInterval"]!);

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_owner_and_the_app_have_separate_passwords_generated_by_secrets_manager(string stage)
    {
        Assert.Contains("{{resolve:secretsmanager:", Cluster(stage)["MasterUserPassword"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            ["expenses_app", "expenses_owner"],
            Database(stage)
                .All("AWS::SecretsManager::Secret")
                .Select(secret => (string)JsonNode.Parse((string)secret["GenerateSecretString"]!["SecretStringTemplate"]!)!["username"]!)
                .Order()
        );
        Database(stage).ResourceCountIs("AWS::SecretsManager::SecretTargetAttachment", 2);
    }

    [Theory]
    [InlineData("Dev", 320)]
    [InlineData("Prod", 1280)]
    public void Alarms_go_off_before_it_reaches_its_limits(string stage, double connections)
    {
        Database(stage).Has("AWS::CloudWatch::Alarm", """{ "MetricName": "ACUUtilization", "Threshold": 95 }""");
        Database(stage).Has("AWS::CloudWatch::Alarm", $$"""{ "MetricName": "DatabaseConnections", "Threshold": {{connections}} }""");
    }

    private Template Database(string stage) => Template.FromStack(app.Stage(stage).Database);

    private JsonObject Cluster(string stage) => Database(stage).Only("AWS::RDS::DBCluster");
}
