using System.Text.Json.Nodes;
using Amazon.CDK.Assertions;
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
        Assert.Subset(Backend(stage).All("AWS::CloudWatch::Alarm").Select(alarm => (string)alarm["AlarmName"]!).ToHashSet(), names.ToHashSet());
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
            Backend(stage).All("AWS::ApplicationAutoScaling::ScalingPolicy").Select(policy => (string)policy["TargetTrackingScalingPolicyConfiguration"]!["PredefinedMetricSpecification"]!["PredefinedMetricType"]!).Order());
    }

    [Theory]
    [InlineData("Dev", "256", "512")]
    [InlineData("Prod", "512", "1024")]
    public void Tasks_run_on_arm64_in_the_size_of_the_settings(string stage, string cpu, string memory)
    {
        var task = Backend(stage).Only("AWS::ECS::TaskDefinition");
        Assert.Equal((cpu, memory, "ARM64"), ((string?)task["Cpu"], (string?)task["Memory"], (string?)task["RuntimePlatform"]!["CpuArchitecture"]));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Both_containers_run_the_image_of_this_backend_and_the_api_waits_for_the_migration(string stage)
    {
        var (migrate, api) = (Container(stage, "migrate"), Container(stage, "api"));
        Assert.All([migrate, api], container => Assert.Contains($":{Tag}", container["Image"]!.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal("""[{"Condition":"SUCCESS","ContainerName":"migrate"}]""", api["DependsOn"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Dev", "migrate")]
    [InlineData("Dev", "api")]
    [InlineData("Prod", "migrate")]
    [InlineData("Prod", "api")]
    public void A_container_is_not_root_writes_nothing_to_its_image_and_has_no_capability(string stage, string name)
    {
        var container = Container(stage, name);
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
        Assert.Superset(new HashSet<string> { "DATABASE_PASSWORD", "CACHE_AUTH_TOKEN", "JWT_SECRET" }, Secrets(stage, "api").Keys.ToHashSet());
        Assert.Equal(["AUTH_TRIES_PER_MINUTE", "CACHE_HOST", "CACHE_PORT", "DATABASE_SECRET_ARN", "PORT", "RELEASE", "TRUSTED_PROXIES"], Container(stage, "api")["Environment"]!.AsArray().Select(variable => (string)variable!["Name"]!).Order());
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_migration_is_the_owner_and_makes_the_user_that_the_api_connects_as(string stage)
    {
        Assert.Contains("ClusterSecret", Secrets(stage, "migrate")["DATABASE_PASSWORD"], StringComparison.Ordinal);
        Assert.Contains("AppSecret", Secrets(stage, "migrate")["APP_DATABASE_PASSWORD"], StringComparison.Ordinal);
        Assert.Contains("AppSecret", Secrets(stage, "api")["DATABASE_PASSWORD"], StringComparison.Ordinal);
        Assert.DoesNotContain(Secrets(stage, "api").Values, secret => secret.Contains("ClusterSecret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_running_api_may_read_its_own_database_secret_and_no_other(string stage)
    {
        var statement = Assert.Single(Assert.Single(Backend(stage).Resources("AWS::IAM::Policy"), policy => policy.Key.Contains("TaskRole", StringComparison.Ordinal)).Value["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())!;
        Assert.All(statement["Action"]!.AsArray(), action => Assert.StartsWith("secretsmanager:", (string?)action, StringComparison.Ordinal));
        Assert.Contains("AppSecret", statement["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void No_health_check_wakes_the_database_and_a_leaving_task_ends_what_it_has_begun(string stage)
    {
        var targets = Backend(stage).Only("AWS::ElasticLoadBalancingV2::TargetGroup");
        Assert.Equal("/health/live", (string?)targets["HealthCheckPath"]);
        var delay = int.Parse((string)targets["TargetGroupAttributes"]!.AsArray().Single(attribute => (string?)attribute!["Key"] == "deregistration_delay.timeout_seconds")!["Value"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(delay, 1, (int)Container(stage, "api")["StopTimeout"]!);
    }

    [Theory]
    [InlineData("Dev", 14, "false", "Delete")]
    [InlineData("Prod", 90, "true", "Retain")]
    public void The_load_balancer_logs_who_asks_and_in_prod_resists_its_deletion(string stage, int days, string protection, string policy)
    {
        var attributes = Backend(stage).Only("AWS::ElasticLoadBalancingV2::LoadBalancer")["LoadBalancerAttributes"]!.AsArray().ToDictionary(attribute => (string)attribute!["Key"]!, attribute => attribute!["Value"]!.ToString());
        Assert.Equal(
            ("true", protection, "true", "defensive"),
            (attributes["access_logs.s3.enabled"], attributes["deletion_protection.enabled"], attributes["routing.http.drop_invalid_header_fields.enabled"], attributes["routing.http.desync_mitigation_mode"]));
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
        Assert.Equal("""[{"Name":"containerInsights","Value":"disabled"}]""", Backend(stage).Only("AWS::ECS::Cluster")["ClusterSettings"]!.ToJsonString());
        Assert.Equal($"Expenses-{stage}", (string?)Backend(stage).Only("AWS::CloudWatch::Dashboard")["DashboardName"]);
        Assert.Equal(
            ["Cpu", "Memory", "ServerErrors", "SlowResponses", "UnhealthyHosts"],
            Backend(stage).All("AWS::CloudWatch::Alarm").Select(alarm => ((string)alarm["AlarmName"]!).Split('-')[^1]).Order());
    }

    [Fact]
    public void Where_there_can_be_one_number_of_tasks_alone_nothing_scales_them()
    {
        var template = Template.FromStack(variants[Variants.OneTask].Stage("Dev").BackendApp);
        Assert.Equal(1, (int)template.Only("AWS::ApplicationAutoScaling::ScalableTarget")["MaxCapacity"]!);
        template.ResourceCountIs("AWS::ApplicationAutoScaling::ScalingPolicy", 0);
    }

    private Template Backend(string stage) => Template.FromStack(app.Stage(stage).BackendApp);

    private JsonNode Container(string stage, string name) =>
        Backend(stage).Only("AWS::ECS::TaskDefinition")["ContainerDefinitions"]!.AsArray().Single(container => (string?)container!["Name"] == name)!;

    private Dictionary<string, string> Secrets(string stage, string container) =>
        Container(stage, container)["Secrets"]!.AsArray().ToDictionary(secret => (string)secret!["Name"]!, secret => secret!["ValueFrom"]!.ToJsonString());
}
