using System.Text.Json.Nodes;
using Expenses.Application;

namespace Expenses.Tests;

public sealed class MigrationTests(SynthesisedApp app)
{
    private static readonly string Tag = BackendImage.Of(Path.Combine(Repository.Root, "app-backend")).Tag;

    [Theory]
    [InlineData("Dev", "expenses-dev-backend")]
    [InlineData("Prod", "expenses-prod-backend")]
    public void It_is_one_container_on_arm64_with_the_image_of_the_api(string stage, string repository)
    {
        Assert.Contains($"/{repository}:{Tag}", TemplateText.Of(Container(stage)["Image"]!), StringComparison.Ordinal);
        Assert.Equal("""["migrate"]""", Container(stage)["Command"]!.ToJsonString());
        Assert.Equal(
            ("ARM64", """["FARGATE"]"""),
            ((string?)Task(stage)["RuntimePlatform"]!["CpuArchitecture"], Task(stage)["RequiresCompatibilities"]!.ToJsonString())
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void A_new_image_changes_only_the_task_definition_in_the_database_stack(string stage)
    {
        var changed = Assert.Single(
            Database(stage).Json()["Resources"]!.AsObject(),
            resource => resource.Value!.ToJsonString().Contains(Tag, StringComparison.Ordinal)
        );
        Assert.Equal("AWS::ECS::TaskDefinition", (string?)changed.Value!["Type"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_has_the_owners_credentials_and_those_of_the_user_it_creates_for_the_api(string stage)
    {
        var secrets = Container(stage)["Secrets"]!
            .AsArray()
            .ToDictionary(secret => (string)secret!["Name"]!, secret => secret!["ValueFrom"]!.ToJsonString());
        Assert.Equal(
            [
                "APP_DATABASE_PASSWORD",
                "APP_DATABASE_USER",
                "DATABASE_HOST",
                "DATABASE_NAME",
                "DATABASE_PASSWORD",
                "DATABASE_PORT",
                "DATABASE_USER",
            ],
            secrets.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(
            secrets,
            secret =>
                Assert.Contains(
                    secret.Key.StartsWith("APP_", StringComparison.Ordinal) ? "AppSecret" : "ClusterSecret",
                    secret.Value,
                    StringComparison.Ordinal
                )
        );
        Assert.Equal(
            ["APP_DATABASE_SECRET_ARN", "RELEASE"],
            Container(stage)["Environment"]!.AsArray().Select(variable => (string)variable!["Name"]!).Order()
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_runs_without_root_with_a_readonly_file_system_and_without_capabilities(string stage)
    {
        var container = Container(stage);
        Assert.Equal("1000", (string?)container["User"]);
        Assert.True((bool)container["ReadonlyRootFilesystem"]!);
        Assert.Equal("""["ALL"]""", container["LinuxParameters"]!["Capabilities"]!["Drop"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_may_connect_to_the_database_and_https_and_accepts_no_connections(string stage)
    {
        var group = Group(stage);
        var database = Database(stage)
            .All("AWS::EC2::SecurityGroupEgress")
            .Single(rule => rule["GroupId"]!.ToJsonString().Contains(group, StringComparison.Ordinal));
        Assert.Contains("DatabaseSecurityGroup", database["DestinationSecurityGroupId"]!.ToJsonString(), StringComparison.Ordinal);
        var https = Assert.Single(Properties(stage, group)["SecurityGroupEgress"]!.AsArray())!;
        Assert.Equal((443, 443), ((int)https["FromPort"]!, (int)https["ToPort"]!));
        Assert.Null(Properties(stage, group)["SecurityGroupIngress"]);
        Assert.DoesNotContain(
            Database(stage).All("AWS::EC2::SecurityGroupIngress"),
            rule => rule["GroupId"]!.ToJsonString().Contains(group, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("Dev", 7)]
    [InlineData("Prod", 90)]
    public void It_has_its_own_log_with_the_retention_of_the_databases_log(string stage, int days)
    {
        var (id, group) = Database(stage)
            .Resources("AWS::Logs::LogGroup")
            .Single(group => group.Key.StartsWith("Migration", StringComparison.Ordinal));
        Assert.Equal(
            ($"Expenses-{stage}-Database-Migrate", days),
            ((string?)group["Properties"]!["LogGroupName"], (int)group["Properties"]!["RetentionInDays"]!)
        );
        var options = Container(stage)["LogConfiguration"]!["Options"]!;
        Assert.Equal((id, "migrate"), ((string?)options["awslogs-group"]!["Ref"], (string?)options["awslogs-stream-prefix"]));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Its_cluster_family_and_roles_have_fixed_names_for_the_step(string stage)
    {
        var name = $"Expenses-{stage}-Database-Migrate";
        Assert.Equal((name, name), ((string?)Database(stage).Only("AWS::ECS::Cluster")["ClusterName"], (string?)Task(stage)["Family"]));
        Assert.Superset(
            new HashSet<string> { $"{name}-Execution-${{AWS::Region}}", $"{name}-Task-${{AWS::Region}}" },
            Database(stage).All("AWS::IAM::Role").Select(role => role["RoleName"]).OfType<JsonNode>().Select(TemplateText.Of).ToHashSet()
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_may_read_only_the_secret_with_the_password_it_sets(string stage)
    {
        var policy = Assert.Single(
            Database(stage).Resources("AWS::IAM::Policy"),
            policy => policy.Key.StartsWith("MigrationTaskRole", StringComparison.Ordinal)
        );
        var statement = Assert.Single(policy.Value["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())!;
        Assert.All(
            statement["Action"]!.AsArray(),
            action => Assert.StartsWith("secretsmanager:", (string?)action, StringComparison.Ordinal)
        );
        Assert.Contains("AppSecret", statement["Resource"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private Template Database(string stage) => Template.FromStack(app.Stage(stage).Database);

    private JsonObject Task(string stage) => Database(stage).Only("AWS::ECS::TaskDefinition");

    private JsonNode Container(string stage) => Assert.Single(Task(stage)["ContainerDefinitions"]!.AsArray())!;

    private string Group(string stage) =>
        Database(stage).Resources("AWS::EC2::SecurityGroup").Keys.Single(key => key.StartsWith("Migration", StringComparison.Ordinal));

    private JsonNode Properties(string stage, string id) => Database(stage).Json()["Resources"]![id]!["Properties"]!;
}
