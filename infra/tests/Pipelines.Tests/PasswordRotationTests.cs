using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>
/// Secrets Manager tests a new schedule by logging in as the secret's user (see the documentation of RotateImmediatelyOnUpdate). So a
/// schedule must come after the database instances, and after the migration that creates the app's user.
/// </summary>
public sealed class PasswordRotationTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Both_passwords_rotate_by_the_schedule_in_the_settings_and_not_at_deployments(string stage)
    {
        var schedules = Backend(stage).All("AWS::SecretsManager::RotationSchedule").ToArray();
        Assert.Equal(2, schedules.Select(schedule => schedule["SecretId"]!.ToJsonString()).Distinct().Count());
        Assert.All(
            schedules,
            schedule =>
            {
                Assert.Equal("rate(30 days)", (string?)schedule["RotationRules"]!["ScheduleExpression"]);
                Assert.Equal("PostgreSQLSingleUser", (string?)schedule["HostedRotationLambda"]!["RotationType"]);
                Assert.False((bool)schedule["RotateImmediatelyOnUpdate"]!);
            }
        );
    }

    [Fact]
    public void No_two_rotation_functions_in_an_account_have_the_same_name()
    {
        var names = ((string[])["Dev", "Prod"])
            .SelectMany(stage => Backend(stage).All("AWS::SecretsManager::RotationSchedule"))
            .Select(schedule => (string)schedule["HostedRotationLambda"]!["RotationLambdaName"]!)
            .ToArray();
        Assert.Equal(4, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^Expenses-[A-Za-z-]{1,55}$", name));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Schedules_are_created_after_the_database_and_its_users(string stage)
    {
        Template.FromStack(app.Stage(stage).Database).ResourceCountIs("AWS::SecretsManager::RotationSchedule", 0);
        Assert.Contains(app.Stage(stage).Database, app.Stage(stage).BackendApp.Dependencies);
        var service = Assert.Single(Backend(stage).Resources("AWS::ECS::Service").Keys);
        Assert.All(
            Backend(stage).Resources("AWS::SecretsManager::RotationSchedule").Values,
            schedule => Assert.Contains(service, schedule["DependsOn"]!.AsArray().Select(id => (string)id!))
        );
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void The_hosted_function_can_connect_to_the_database_before_its_schedule_is_created(string stage)
    {
        Assert.Contains("\"AWS::SecretsManager-2024-09-16\"", Backend(stage).Json()["Transform"]!.ToJsonString(), StringComparison.Ordinal);
        var group = Backend(stage)
            .Resources("AWS::EC2::SecurityGroup")
            .Single(group => (string?)group.Value["Properties"]!["GroupDescription"] == "Changes the passwords of the expenses database")
            .Key;
        string[] rules =
        [
            Backend(stage)
                .Resources("AWS::EC2::SecurityGroupIngress")
                .Single(rule => References(rule.Value, "SourceSecurityGroupId", group))
                .Key,
            Backend(stage).Resources("AWS::EC2::SecurityGroupEgress").Single(rule => References(rule.Value, "GroupId", group)).Key,
        ];
        Assert.All(
            Backend(stage).Resources("AWS::SecretsManager::RotationSchedule").Values,
            schedule =>
            {
                Assert.Contains(
                    group,
                    schedule["Properties"]!["HostedRotationLambda"]!["VpcSecurityGroupIds"]!.ToJsonString(),
                    StringComparison.Ordinal
                );
                Assert.Empty(rules.Except(schedule["DependsOn"]!.AsArray().Select(id => (string)id!)));
            }
        );
    }

    private static bool References(JsonObject rule, string property, string group) =>
        rule["Properties"]![property]?.ToJsonString().Contains(group, StringComparison.Ordinal) == true;

    private Template Backend(string stage) => Template.FromStack(app.Stage(stage).BackendApp);
}
