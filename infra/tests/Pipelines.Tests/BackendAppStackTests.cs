using System.Text.Json.Nodes;
using Expenses.Application;

namespace Expenses.Tests;

public sealed class BackendAppStackTests(SynthesisedApp app, Variants variants)
{
    private static readonly string Tag = BackendImage.Of(Path.Combine(Repository.Root, "app-backend")).Tag;

    [Theory]
    [InlineData("Dev", "FARGATE_SPOT")]
    [InlineData("Prod", "FARGATE")]
    public void The_service_runs_on_fargate_and_rolls_back_automatically(string stage, string provider)
    {
        var service = Backend(stage).Only("AWS::ECS::Service");
        Assert.Equal(provider, (string?)service["CapacityProviderStrategy"]![0]!["CapacityProvider"]);
        Assert.True((bool)service["DeploymentConfiguration"]!["DeploymentCircuitBreaker"]!["Rollback"]!);
        Assert.Equal("DISABLED", (string?)service["NetworkConfiguration"]!["AwsvpcConfiguration"]!["AssignPublicIp"]);
        Assert.NotEqual("true", service["EnableExecuteCommand"]?.ToJsonString());
    }

    /// <summary>ECS refuses it otherwise.</summary>
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Another_capacity_provider_forces_a_new_deployment(string stage)
    {
        var service = Backend(stage).Only("AWS::ECS::Service");
        Assert.True((bool)service["ForceNewDeployment"]!["EnableForceNewDeployment"]!);
        Assert.Equal(
            (string?)service["CapacityProviderStrategy"]![0]!["CapacityProvider"],
            (string?)service["ForceNewDeployment"]!["ForceNewDeploymentNonce"]
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_deployment_with_errors_or_slow_responses_is_rolled_back(string stage)
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
    public void Tasks_scale_by_cpu_and_requests_and_deployments_dont_set_their_number(string stage, int min, int max)
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
    public void Tasks_run_on_arm64_with_the_size_in_the_settings(string stage, string cpu, string memory)
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
    public void A_task_is_one_container_with_the_image_of_this_backend(string stage)
    {
        Assert.Contains($":{Tag}", Api(stage)["Image"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(Api(stage)["DependsOn"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_api_runs_without_root_with_a_readonly_file_system_and_without_capabilities(string stage)
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
    public void Passwords_and_tokens_are_injected_and_not_in_environment_variables(string stage)
    {
        Assert.Superset(new HashSet<string> { "DATABASE_PASSWORD", "CACHE_AUTH_TOKEN", "JWT_SECRET" }, Secrets(stage).Keys.ToHashSet());
        Assert.Equal(
            ["CACHE_HOST", "CACHE_PORT", "DATABASE_SECRET_ARN", "PORT", "RELEASE", "TRUSTED_PROXIES"],
            Api(stage)["Environment"]!.AsArray().Select(variable => (string)variable!["Name"]!).Order()
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_api_connects_as_its_own_user_and_its_task_cant_read_the_owners_secret(string stage)
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
    public void The_service_depends_on_the_permission_to_read_secrets_and_on_its_capacity_providers(string stage)
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
                .Select(dependency => (string)dependency!)
                .ToHashSet()
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_running_api_may_read_only_its_own_database_secret(string stage)
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
    public void Without_a_sender_the_api_may_send_no_messages(string stage) =>
        Assert.DoesNotContain("\"ses:", Backend(stage).Json().ToJsonString(), StringComparison.Ordinal);

    [Fact]
    public void With_a_sender_the_api_may_send_from_exactly_this_address()
    {
        var template = Template.FromStack(variants[Variants.Sender].Stage("Dev").BackendApp);
        var (policy, statement) = Assert.Single(
            from resource in template.Resources("AWS::IAM::Policy")
            from allowed in resource.Value["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray()
            where allowed["Action"]!.ToJsonString().Contains("ses:", StringComparison.Ordinal)
            select (resource.Key, allowed)
        );
        Assert.Contains("TaskRole", policy, StringComparison.Ordinal);
        Assert.Equal(("ses:SendEmail", "Allow"), ((string?)statement["Action"], (string?)statement["Effect"]));
        Assert.Equal("""{"StringEquals":{"ses:FromAddress":"expenses@mail.example.com"}}""", statement["Condition"]!.ToJsonString());
        Assert.Equal(
            [
                "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/expenses@mail.example.com",
                "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:identity/mail.example.com",
            ],
            statement["Resource"]!.AsArray().Select(arn => TemplateText.Of(arn!))
        );
    }

    [Fact]
    public void With_a_sender_the_api_knows_the_address_of_the_site_and_the_site_offers_a_link_for_a_forgotten_password()
    {
        var stage = variants[Variants.Sender].Stage("Dev");
        var variables = Template.FromStack(stage.BackendApp).Only("AWS::ECS::TaskDefinition")["ContainerDefinitions"]![0]!["Environment"]!
            .AsArray()
            .ToDictionary(variable => (string)variable!["Name"]!, variable => variable!["Value"]!.ToString());
        Assert.Equal(("expenses@mail.example.com", "https://expenses.example.com"), (variables["MAIL_SENDER"], variables["SITE_URL"]));
        Assert.Equal("on", SendsMail(stage));
        Assert.Null(SendsMail(app.Stage("Dev")));

        static string? SendsMail(ExpensesStage stage) =>
            (string?)
                Template.FromStack(stage.FrontendApp).Only("AWS::Amplify::App")["EnvironmentVariables"]!
                    .AsArray()
                    .SingleOrDefault(variable => (string?)variable!["Name"] == "SENDS_MAIL")
                    ?["Value"];
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_health_check_doesnt_wake_the_database_and_a_stopping_task_finishes_its_requests(string stage)
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
    public void The_load_balancer_writes_access_logs_and_has_deletion_protection_in_prod(
        string stage,
        int days,
        string protection,
        string policy
    )
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
    public void There_are_alarms_and_a_dashboard_but_no_container_insights(string stage)
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
    public void A_fixed_number_of_tasks_has_no_scaling_policy()
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
