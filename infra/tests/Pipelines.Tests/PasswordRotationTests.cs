using System.Text.Json.Nodes;

namespace Expenses.Tests;

/// <summary>
/// Secrets Manager tests a schedule as soon as it exists, by logging in as the schedule's user (the documentation of RotateImmediatelyOnUpdate).
/// So a schedule comes after the database's instances, and after the migration that makes the app's user.
/// </summary>
public sealed class PasswordRotationTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void Both_passwords_change_after_the_days_in_the_settings_and_not_when_something_is_deployed(string stage)
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

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void No_schedule_comes_before_the_database_can_be_logged_in_to_and_has_its_users(string stage)
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
    public void The_function_comes_from_the_transform_of_secrets_manager_and_reaches_the_database_before_the_schedule_is_tested(
        string stage
    )
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
                .Single(rule => Names(rule.Value, "SourceSecurityGroupId", group))
                .Key,
            Backend(stage).Resources("AWS::EC2::SecurityGroupEgress").Single(rule => Names(rule.Value, "GroupId", group)).Key,
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

    private static bool Names(JsonObject rule, string property, string group) =>
        rule["Properties"]![property]?.ToJsonString().Contains(group, StringComparison.Ordinal) == true;

    private Template Backend(string stage) => Template.FromStack(app.Stage(stage).BackendApp);
}
