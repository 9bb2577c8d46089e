using System.Text.Json.Nodes;
using Expenses.Application;

namespace Expenses.Tests;

public sealed class BackendAppStackTests(SynthesisedApp app, Variants variants)
{
    private static readonly string Tag = BackendImage.Of(Path.Combine(Repository.Root, "app-backend")).Tag;

    [Theory]
    [InlineData("Dev", "FARGATE_SPOT")]
    [InlineData("Prod", "FARGATE")]
    public void The_service_runs_on_fargate_and_goes_back_by_itself(string stage, string provider)
    {
        var service = Backend(stage).Only("AWS::ECS::Service");
        Assert.Equal(provider, (string?)service["CapacityProviderStrategy"]![0]!["CapacityProvider"]);
        Assert.True((bool)service["DeploymentConfiguration"]!["DeploymentCircuitBreaker"]!["Rollback"]!);
        Assert.Equal("DISABLED", (string?)service["NetworkConfiguration"]!["AwsvpcConfiguration"]!["AssignPublicIp"]);
        Assert.NotEqual("true", service["EnableExecuteCommand"]?.ToJsonString());
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_deployment_during_which_callers_see_errors_or_wait_is_undone(string stage)
    {
        var alarms = Backend(stage).Only("AWS::ECS::Service")["DeploymentConfiguration"]!["Alarms"]!;
        Assert.True((bool)alarms["Enable"]! && (bool)alarms["Rollback"]!);
        string[] names = [.. alarms["AlarmNames"]!.AsArray().Select(name => (string)name!)];
        Assert.Equal([$"Expenses-{stage}-BackendApp-ServerErrors", $"Expenses-{stage}-BackendApp-SlowResponses"], names);
        Assert.Subset(
            Backend(stage).All("AWS::CloudWatch::Alarm").Select(alarm => (string)alarm["AlarmName"]!).ToHashSet(),
            names.ToHashSet()
        );
    }

    [Theory]
    [InlineData("Dev", 1, 2)]
    [InlineData("Prod", 2, 6)]
    public void Tasks_come_and_go_with_cpu_and_requests_and_no_deployment_sets_their_number(string stage, int min, int max)
    {
        Assert.Null(Backend(stage).Only("AWS::ECS::Service")["DesiredCount"]);
        var target = Backend(stage).Only("AWS::ApplicationAutoScaling::ScalableTarget");
        Assert.Equal((min, max), ((int)target["MinCapacity"]!, (int)target["MaxCapacity"]!));
        Assert.Equal(
            ["ALBRequestCountPerTarget", "ECSServiceAverageCPUUtilization"],
            Backend(stage)
                .All("AWS::ApplicationAutoScaling::ScalingPolicy")
                .Select(policy =>
                    (string)policy["TargetTrackingScalingPolicyConfiguration"]!["PredefinedMetricSpecification"]!["PredefinedMetricType"]!
                )
                .Order()
        );
    }

    [Theory]
    [InlineData("Dev", "256", "512")]
    [InlineData("Prod", "512", "1024")]
    public void Tasks_run_on_arm64_in_the_size_of_the_settings(string stage, string cpu, string memory)
    {
        var task = Backend(stage).Only("AWS::ECS::TaskDefinition");
        Assert.Equal(
            (cpu, memory, "ARM64"),
            ((string?)task["Cpu"], (string?)task["Memory"], (string?)task["RuntimePlatform"]!["CpuArchitecture"])
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_task_is_the_api_alone_in_the_image_of_this_backend(string stage)
    {
        Assert.Contains($":{Tag}", Api(stage)["Image"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(Api(stage)["DependsOn"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_api_is_not_root_writes_nothing_to_its_image_and_has_no_capability(string stage)
    {
        var container = Api(stage);
        Assert.Equal("1000", (string?)container["User"]);
        Assert.True((bool)container["ReadonlyRootFilesystem"]!);
        Assert.Equal("""["ALL"]""", container["LinuxParameters"]!["Capabilities"]!["Drop"]!.ToJsonString());
        Assert.NotEqual("true", container["Privileged"]?.ToJsonString());
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Passwords_and_tokens_are_injected_and_stand_in_no_environment(string stage)
    {
        Assert.Superset(new HashSet<string> { "DATABASE_PASSWORD", "CACHE_AUTH_TOKEN", "JWT_SECRET" }, Secrets(stage).Keys.ToHashSet());
        Assert.Equal(
            ["AUTH_TRIES_PER_MINUTE", "CACHE_HOST", "CACHE_PORT", "DATABASE_SECRET_ARN", "PORT", "RELEASE", "TRUSTED_PROXIES"],
            Api(stage)["Environment"]!.AsArray().Select(variable => (string)variable!["Name"]!).Order()
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_api_connects_as_its_own_user_and_its_task_knows_nothing_of_the_owner(string stage)
    {
        Assert.Contains("AppSecret", Secrets(stage)["DATABASE_PASSWORD"], StringComparison.Ordinal);
        Assert.DoesNotContain(
            "ClusterSecret",
            string.Concat(
                Backend(stage)
                    .All("AWS::ECS::TaskDefinition")
                    .Concat(Backend(stage).All("AWS::IAM::Policy"))
                    .Select(resource => resource.ToJsonString())
            ),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_revisions_of_earlier_releases_stay_usable(string stage) =>
        Assert.Equal("Retain", (string?)Assert.Single(Backend(stage).Resources("AWS::ECS::TaskDefinition").Values)["UpdateReplacePolicy"]);

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_service_starts_tasks_once_their_secrets_may_be_read_and_leaves_before_its_capacity_providers(string stage)
    {
        var task = Backend(stage).Only("AWS::ECS::TaskDefinition");
        var executionRole = (string)task["ExecutionRoleArn"]!["Fn::GetAtt"]![0]!;
        var policy = Backend(stage)
            .Resources("AWS::IAM::Policy")
            .Single(policy => (string?)policy.Value["Properties"]!["Roles"]![0]!["Ref"] == executionRole)
            .Key;
        var providers = Assert.Single(Backend(stage).Resources("AWS::ECS::ClusterCapacityProviderAssociations").Keys);
        Assert.Superset(
            new HashSet<string> { policy, providers },
            Assert.Single(Backend(stage).Resources("AWS::ECS::Service").Values)["DependsOn"]!
                .AsArray()
                .Select(needed => (string)needed!)
                .ToHashSet()
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_running_api_may_read_its_own_database_secret_and_no_other(string stage)
    {
        var statement = Assert.Single(
            Assert
                .Single(Backend(stage).Resources("AWS::IAM::Policy"), policy => policy.Key.Contains("TaskRole", StringComparison.Ordinal))
                .Value["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()
        )!;
        Assert.All(
            statement["Action"]!.AsArray(),
            action => Assert.StartsWith("secretsmanager:", (string?)action, StringComparison.Ordinal)
        );
        Assert.Contains("AppSecret", statement["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void No_health_check_wakes_the_database_and_a_leaving_task_ends_what_it_has_begun(string stage)
    {
        var targets = Backend(stage).Only("AWS::ElasticLoadBalancingV2::TargetGroup");
        Assert.Equal("/health/live", (string?)targets["HealthCheckPath"]);
        var delay = int.Parse(
            (string)
                targets["TargetGroupAttributes"]!
                    .AsArray()
                    .Single(attribute => (string?)attribute!["Key"] == "deregistration_delay.timeout_seconds")!["Value"]!,
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.InRange(delay, 1, (int)Api(stage)["StopTimeout"]!);
    }

    [Theory]
    [InlineData("Dev", 14, "false", "Delete")]
    [InlineData("Prod", 90, "true", "Retain")]
    public void The_load_balancer_logs_who_asks_and_in_prod_resists_its_deletion(string stage, int days, string protection, string policy)
    {
        var attributes = Backend(stage).Only("AWS::ElasticLoadBalancingV2::LoadBalancer")["LoadBalancerAttributes"]!
            .AsArray()
            .ToDictionary(attribute => (string)attribute!["Key"]!, attribute => attribute!["Value"]!.ToString());
        Assert.Equal(
            ("true", protection, "true", "defensive"),
            (
                attributes["access_logs.s3.enabled"],
                attributes["deletion_protection.enabled"],
                attributes["routing.http.drop_invalid_header_fields.enabled"],
                attributes["routing.http.desync_mitigation_mode"]
            )
        );
        var bucket = Assert.Single(Backend(stage).Resources("AWS::S3::Bucket").Values);
        Assert.Equal(policy, (string?)bucket["DeletionPolicy"]);
        Assert.Equal(days, (int)bucket["Properties"]!["LifecycleConfiguration"]!["Rules"]![0]!["ExpirationInDays"]!);
        Assert.Equal(days, (int)Backend(stage).Only("AWS::Logs::LogGroup")["RetentionInDays"]!);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Alarms_ring_one_page_shows_how_the_environment_does_and_nothing_is_measured_that_nothing_reads(string stage)
    {
        Assert.Equal(
            """[{"Name":"containerInsights","Value":"disabled"}]""",
            Backend(stage).Only("AWS::ECS::Cluster")["ClusterSettings"]!.ToJsonString()
        );
        Assert.Equal($"Expenses-{stage}", (string?)Backend(stage).Only("AWS::CloudWatch::Dashboard")["DashboardName"]);
        Assert.Equal(
            ["Cpu", "Memory", "ServerErrors", "SlowResponses", "UnhealthyHosts"],
            Backend(stage).All("AWS::CloudWatch::Alarm").Select(alarm => ((string)alarm["AlarmName"]!).Split('-')[^1]).Order()
        );
    }

    [Fact]
    public void Where_there_can_be_one_number_of_tasks_alone_nothing_scales_them()
    {
        var template = Template.FromStack(variants[Variants.OneTask].Stage("Dev").BackendApp);
        Assert.Equal(1, (int)template.Only("AWS::ApplicationAutoScaling::ScalableTarget")["MaxCapacity"]!);
        template.ResourceCountIs("AWS::ApplicationAutoScaling::ScalingPolicy", 0);
    }

    private Template Backend(string stage) => Template.FromStack(app.Stage(stage).BackendApp);

    private JsonNode Api(string stage)
    {
        var api = Assert.Single(Backend(stage).Only("AWS::ECS::TaskDefinition")["ContainerDefinitions"]!.AsArray())!;
        Assert.Equal("api", (string?)api["Name"]);
        return api;
    }

    private Dictionary<string, string> Secrets(string stage) =>
        Api(stage)["Secrets"]!.AsArray().ToDictionary(secret => (string)secret!["Name"]!, secret => secret!["ValueFrom"]!.ToJsonString());
}
