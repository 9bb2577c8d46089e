using System.Text.Json.Nodes;

namespace Expenses.Tests.Limits;

/// <summary>
/// Limits that CloudFormation's schemas lack, from the services' API models (botocore 1.43) or, if those lack them too, from cfn-lint 1.51
/// and AWS's documentation: the rehearsal's documented-limits.json.
/// The limits of ElastiCache's and RDS's descriptions are undocumented; 255 characters of printable ASCII are a safe assumption.
/// </summary>
public static class ServiceLimits
{
    private const string DocumentedFile = "infra/src/Rehearsal/Aws/Moto/emulator/documented-limits.json",
        PrintableAscii = @"[\x20-\x7E]{1,255}",
        AnyText = @"[^\p{Cc}]";

    public static readonly IReadOnlyList<ServiceLimit> All =
    [
        .. Documented(),
        new("", "Tags.Key", @"(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,127}"),
        new("", "Tags.Value", @"[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,255}"),
        new("AWS::CertificateManager::Certificate", "DomainName", "[a-z0-9.*-]{1,253}"),
        new("AWS::CloudFront::VpcOrigin", "VpcOriginEndpointConfig.Name", $"{AnyText}{{1,64}}"),
        new("AWS::CloudWatch::Alarm", "AlarmDescription", $"{AnyText}{{0,1024}}"),
        new("AWS::CloudWatch::Alarm", "AlarmName", $"{AnyText}{{1,255}}"),
        new("AWS::CodeBuild::Project", "Description", $"{AnyText}{{0,255}}"),
        new("AWS::CodeBuild::Project", "Name", @"[A-Za-z0-9][A-Za-z0-9\-_]{1,149}"),
        new("AWS::CodePipeline::Pipeline", "Name", @"[A-Za-z0-9.@\-_]{1,100}"),
        new("AWS::CodePipeline::Pipeline", "Stages.Name", @"[A-Za-z0-9.@\-_]{1,100}"),
        new("AWS::CodePipeline::Pipeline", "Stages.Actions.Name", @"[A-Za-z0-9.@\-_]{1,100}"),
        new("AWS::CodePipeline::Pipeline", "Stages.Actions.Namespace", "[A-Za-z0-9@_-]{1,100}"),
        new("AWS::EC2::LaunchTemplate", "LaunchTemplateName", @"[a-zA-Z0-9().\-/_]{3,128}"),
        new(
            "AWS::ECR::Repository",
            "RepositoryName",
            @"(?=.{2,256}\z)[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*"
        ),
        new("AWS::ElastiCache::ReplicationGroup", "ReplicationGroupDescription", PrintableAscii),
        new("AWS::ElastiCache::SubnetGroup", "Description", PrintableAscii),
        new("AWS::Events::Rule", "Description", $"{AnyText}{{0,512}}"),
        new("AWS::Events::Rule", "Name", @"[.\-_A-Za-z0-9]{1,64}"),
        new("AWS::Events::Rule", "Targets.Id", @"[.\-_A-Za-z0-9]{1,64}"),
        new("AWS::Events::Rule", "Targets.InputTransformer.InputTemplate", ".{1,8192}"),
        new("AWS::IAM::ManagedPolicy", "Description", @"[\t\n\r\x20-\x7E\u00A1-\u00FF]{0,1000}"),
        new("AWS::IAM::ManagedPolicy", "ManagedPolicyName", @"[a-zA-Z0-9_+=,.@-]{1,128}"),
        new("AWS::IAM::Policy", "PolicyName", @"[a-zA-Z0-9_+=,.@-]{1,128}"),
        new("AWS::IAM::Role", "Description", @"[\t\n\r\x20-\x7E\u00A1-\u00FF]{0,1000}"),
        new("AWS::IAM::Role", "RoleName", "[a-zA-Z0-9_+=,.@-]{1,64}"),
        new("AWS::KMS::Alias", "AliasName", "alias/(?!aws/)[a-zA-Z0-9:/_-]{1,250}"),
        new("AWS::KMS::Key", "Description", ".{0,8192}"),
        new("AWS::Lambda::Function", "Description", $"{AnyText}{{0,256}}"),
        new("AWS::Lambda::Function", "FunctionName", "[a-zA-Z0-9-_]{1,64}"),
        new("AWS::Logs::LogGroup", "LogGroupName", @"[.\-_/#A-Za-z0-9]{1,512}"),
        new("AWS::RDS::DBCluster", "DBClusterIdentifier", "[a-zA-Z](-?[a-zA-Z0-9]){0,62}"),
        new("AWS::RDS::DBClusterParameterGroup", "Description", PrintableAscii),
        new("AWS::RDS::DBInstance", "DBInstanceIdentifier", "[a-zA-Z](-?[a-zA-Z0-9]){0,62}"),
        new("AWS::RDS::DBSubnetGroup", "DBSubnetGroupDescription", PrintableAscii),
        new("AWS::S3::Bucket", "BucketName", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
        new("AWS::SecretsManager::Secret", "Description", ".{0,2048}"),
        new("AWS::SNS::Topic", "DisplayName", ".{0,100}"),
        new("AWS::SSM::Association", "AssociationName", @"[a-zA-Z0-9_\-.]{3,128}"),
        new("AWS::SSM::Parameter", "Description", ".{0,1024}"),
        new("AWS::SSM::Parameter", "Name", @"[a-zA-Z0-9_.\-/]{1,900}"),
    ];

    /// <summary>Secrets are not in the templates.</summary>
    private static IEnumerable<ServiceLimit> Documented() =>
        from limit in JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, DocumentedFile)))!.AsArray()
        where limit["secret"] is null
        select new ServiceLimit((string)limit["type"]!, ((string)limit["path"]!).Replace('/', '.'), (string)limit["pattern"]!);
}
