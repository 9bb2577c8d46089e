using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.ECR;
using Amazon.CDK.AWS.RDS;
using Amazon.CDK.AWS.SecretsManager;
using Amazon.CDK.AWS.SSM;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

public sealed class BackendAppStackProps : StackProps
{
    public required BackendSettings Settings { get; init; }

    public required IVpc Vpc { get; init; }

    public required DatabaseCluster Database { get; init; }

    /// <summary>The credentials of the database user that the API connects as.</summary>
    public required ISecret DatabaseAppSecret { get; init; }

    /// <summary>Days between rotations of the database passwords.</summary>
    public required int RotationDays { get; init; }

    public required RedisCache Cache { get; init; }

    public required IRepository Repository { get; init; }

    public required string ImageTag { get; init; }

    /// <summary>The site's domain name, for links in messages; set if there is a sender.</summary>
    public string? SiteDomain { get; init; }

    /// <summary>Whether the load balancer has deletion protection and its logs outlive the stack.</summary>
    public required bool Protect { get; init; }

    public required Runbook Runbook { get; init; }
}

/// <summary>The NestJS API on Fargate behind a load balancer, with its alarms and dashboard.</summary>
public sealed class BackendAppStack : Stack
{
    public BackendAppStack(Construct scope, string id, BackendAppStackProps props)
        : base(scope, id, props)
    {
        var settings = props.Settings;
        var logs = new AccessLogBucket(this, "AccessLogs", settings.LogDays, props.Protect);
        // One ID per kind: changing the scheme replaces the load balancer, and CloudFormation creates the new one first.
        var balancer = new ApiLoadBalancer(this, settings.IsInternal ? "InternalLoadBalancer" : "LoadBalancer", logs, props);
        var task = new BackendTask(this, "Task", props);
        var service = new BackendService(this, "Service", task, props);

        Url = settings.Domain is { } domain
            ? new ApiDomain(this, "Domain", domain, balancer).Url
            : new ApiDistribution(this, "Distribution", balancer, logs, settings).Url;
        balancer.Targets.AddTarget(service.Service);
        service.Scale(balancer.Targets);

        var alarms = new BackendAlarms(this, balancer, service, props.Runbook);
        service.RollBackOn(alarms.ServerErrors, alarms.SlowResponses);
        ErrorAlarmName = RunbookAlarm.NameOf(props.StackName!, nameof(alarms.ServerErrors));
        _ = new EnvironmentDashboard(this, balancer, service, props);
        var rotation = new PasswordRotation(
            this,
            "Rotation",
            new PasswordRotationProps
            {
                Vpc = props.Vpc,
                Cluster = props.Database,
                AppSecret = props.DatabaseAppSecret,
                Days = props.RotationDays,
            }
        );
        rotation.Node.AddDependency(service.Service);

        // No export: the URL changes with the settings, and CloudFormation can't change an export that is in use.
        _ = new StringParameter(
            this,
            "ApiAddress",
            new StringParameterProps
            {
                ParameterName = ApiAddressParameter,
                Description = "The URL of the expenses API",
                StringValue = Url,
            }
        );
        ApiUrl = new CfnOutput(this, "ApiUrl", new CfnOutputProps { Value = Url });
    }

    /// <summary>The alarm that rolls a release back. Its name is fixed, so that the pipeline can reference it.</summary>
    public string ErrorAlarmName { get; }

    public string Url { get; }

    /// <summary>The Systems Manager parameter with the URL. FrontendAppStack reads it at each deployment.</summary>
    public string ApiAddressParameter => $"/{StackName}/ApiAddress";

    public CfnOutput ApiUrl { get; }
}
