using Amazon.CDK;

namespace Expenses.Tests;

/// <summary>CloudFormation replaces a resource, and deletes its data, when its logical ID changes. So these IDs never change.</summary>
public sealed class StatefulResourceTests(SynthesisedApp app)
{
    private static readonly string[] Types =
    [
        "AWS::EC2::VPC",
        "AWS::ECR::Repository",
        "AWS::ElastiCache::ReplicationGroup",
        "AWS::KMS::Key",
        "AWS::RDS::DBCluster",
        "AWS::S3::Bucket",
        "AWS::SecretsManager::Secret",
    ];

    private static readonly string[] Pinned =
    [
        "BackendApp/AccessLogs8B620ECA",
        "BackendApp/DistributionOriginSecret3BC39A54",
        "BackendApp/TaskJwtSecretB4EBC8C2",
        "Cache/RedisAuthToken9E34F6A5",
        "Cache/RedisReplicationGroup3B65AB4E",
        "Database/AppSecretFAB5164C",
        "Database/ClusterEB0386A7",
        "Database/Key961B73FD",
        "Ecr/BackendEC8447F5",
        "Ecr/Bundles3FB864E8",
        "Vpc/Vpc8378EB38",
    ];

    [Theory]
    [InlineData("Dev", "Database/ExpensesPipelineDevDatabaseClusterSecretFD43F1A23fdaad7efa858a3daf9490cf0a702aeb")]
    [InlineData("Prod", "Database/ExpensesPipelineProdDatabaseClusterSecret8F17CBF73fdaad7efa858a3daf9490cf0a702aeb")]
    public void Resources_with_data_keep_their_logical_ids(string stage, string owner) =>
        Assert.Equal(
            Pinned.Append(owner).Order(StringComparer.Ordinal),
            (
                from stack in app.Stage(stage).Node.Children.OfType<Stack>()
                from type in Types
                from id in Template.FromStack(stack).Resources(type).Keys
                select $"{stack.Node.Id}/{id}"
            ).Order(StringComparer.Ordinal)
        );
}
