using System.Text.Json.Nodes;
using Amazon.CDK.Assertions;
using Expenses.Application;

namespace Expenses.Tests;

public sealed class BackendAppStackTests(SynthesisedApp app)
{
    private static readonly string Tag = BackendImage.Of(Path.Combine(Repository.Root, "app-backend")).Tag;

    [Theory]
    [InlineData("Dev", "FARGATE_SPOT", 1)]
    [InlineData("Prod", "FARGATE", 2)]
    public void The_service_runs_on_fargate_and_goes_back_by_itself(string stage, string provider, int tasks)
    {
        var service = Backend(stage).Only("AWS::ECS::Service");
        Assert.Equal(provider, (string?)service["CapacityProviderStrategy"]![0]!["CapacityProvider"]);
        Assert.Equal(tasks, (int)service["DesiredCount"]!);
        Assert.True((bool)service["DeploymentConfiguration"]!["DeploymentCircuitBreaker"]!["Rollback"]!);
        Assert.Equal("DISABLED", (string?)service["NetworkConfiguration"]!["AwsvpcConfiguration"]!["AssignPublicIp"]);
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
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Passwords_and_tokens_are_injected_and_stand_in_no_environment(string stage)
    {
        var api = Container(stage, "api");
        string[] secrets = [.. api["Secrets"]!.AsArray().Select(secret => (string)secret!["Name"]!)];
        Assert.Superset(new HashSet<string> { "DATABASE_PASSWORD", "CACHE_AUTH_TOKEN", "JWT_SECRET" }, secrets.ToHashSet());
        Assert.Equal(["CACHE_HOST", "CACHE_PORT", "PORT", "RELEASE"], api["Environment"]!.AsArray().Select(variable => (string)variable!["Name"]!).Order());
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void No_health_check_wakes_the_database(string stage) =>
        Backend(stage).Has("AWS::ElasticLoadBalancingV2::TargetGroup", """{ "HealthCheckPath": "/health/live" }""");

    private Template Backend(string stage) => Template.FromStack(app.Stage(stage).BackendApp);

    private JsonNode Container(string stage, string name) =>
        Backend(stage).Only("AWS::ECS::TaskDefinition")["ContainerDefinitions"]!.AsArray().Single(container => (string?)container!["Name"] == name)!;
}
