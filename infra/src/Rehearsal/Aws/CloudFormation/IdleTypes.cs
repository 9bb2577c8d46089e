using System.Text.Json.Nodes;

namespace Rehearsal.Aws.CloudFormation;

/// <summary>
/// The resource types behind which AWS runs or answers something, and the rehearsal nothing: they are recorded only. Where nothing can run
/// behind a type, such as a role, and where the emulator answers in AWS's place, such as a queue, recording it is enough.
/// </summary>
internal static class IdleTypes
{
    private const string CustomResource = "AWS::CloudFormation::CustomResource";

    private static readonly HashSet<string> All =
    [
        CustomResource,
        "AWS::ApiGateway::RestApi",
        "AWS::ApiGateway::Stage",
        "AWS::ApiGatewayV2::Api",
        "AWS::ApiGatewayV2::Stage",
        "AWS::AutoScaling::AutoScalingGroup",
        "AWS::Batch::ComputeEnvironment",
        "AWS::Batch::JobQueue",
        "AWS::EC2::Instance",
        "AWS::EC2::SpotFleet",
        "AWS::EMR::Cluster",
        "AWS::ElasticLoadBalancing::LoadBalancer",
        "AWS::Events::Rule",
        "AWS::Lambda::Alias",
        "AWS::Lambda::EventSourceMapping",
        "AWS::Lambda::Function",
        "AWS::Lambda::Url",
        "AWS::Lambda::Version",
        "AWS::Redshift::Cluster",
        "AWS::Route53::RecordSet",
        "AWS::Route53::RecordSetGroup",
        "AWS::SageMaker::Endpoint",
        "AWS::SecretsManager::RotationSchedule",
        "AWS::StepFunctions::StateMachine",
    ];

    public static bool Has(string type, JsonNode? properties) =>
        All.Contains(type)
        || type.StartsWith("Custom::", StringComparison.Ordinal)
        // An instance of a cluster is the cluster's server.
        || type == "AWS::RDS::DBInstance" && properties?["DBClusterIdentifier"] is null;
}
