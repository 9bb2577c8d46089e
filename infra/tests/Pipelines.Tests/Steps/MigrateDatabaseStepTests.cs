namespace Expenses.Tests.Steps;

public sealed class MigrateDatabaseStepTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_runs_the_task_of_the_stack_that_was_just_deployed(string stage)
    {
        var variables = Step(stage).Variables;
        Assert.Equal("bash infra/steps/migrate-database.sh", Step(stage).Commands[^1]);
        Assert.All(
            (string[])["TASK_DEFINITION", "SUBNETS", "SECURITY_GROUP"],
            variable => Assert.StartsWith("#{", variables[variable], StringComparison.Ordinal)
        );
        Assert.Equal($"Expenses-{stage}-Database-Migrate", variables["MIGRATION"]);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_has_a_time_out_of_its_own_and_the_build_lasts_long_enough_to_tell_of_it(string stage) =>
        Assert.InRange(
            (int)Step(stage).Properties["TimeoutInMinutes"]!,
            int.Parse(Step(stage).Variables["TIMEOUT_MINUTES"], System.Globalization.CultureInfo.InvariantCulture) + 10,
            60
        );

    [Theory]
    [InlineData("Dev", "Prod")]
    [InlineData("Prod", "Dev")]
    public void It_may_run_its_own_task_in_its_own_cluster_with_its_two_roles_and_read_what_that_says(string stage, string other)
    {
        const string Here = "${AWS::Region}:${AWS::AccountId}";
        var name = $"Expenses-{stage}-Database-Migrate";
        Assert.Equal(
            [
                $"ecs:DescribeTasks on arn:${{AWS::Partition}}:ecs:{Here}:task/{name}/*",
                $"ecs:RunTask on arn:${{AWS::Partition}}:ecs:{Here}:task-definition/{name}:*",
                $"ecs:StopTask on arn:${{AWS::Partition}}:ecs:{Here}:task/{name}/*",
                $"iam:PassRole on arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{name}-Execution",
                $"iam:PassRole on arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{name}-Task",
            ],
            Step(stage).Permissions.Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(Step(stage).Permissions, permission => permission.Contains($"Expenses-{other}", StringComparison.Ordinal));
        Assert.Equal([$"arn:${{AWS::Partition}}:logs:{Here}:log-group:{name}:log-stream:*"], Step(stage).ResourcesOf("logs:GetLogEvents"));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_runs_tasks_in_that_cluster_alone_and_passes_roles_to_tasks_alone(string stage)
    {
        var run = Step(stage).StatementOf("ecs:RunTask")["Condition"]!["ArnEquals"]!["ecs:cluster"]!;
        Assert.EndsWith($":cluster/Expenses-{stage}-Database-Migrate", TemplateText.Of(run), StringComparison.Ordinal);
        Assert.Equal(
            "ecs-tasks.amazonaws.com",
            (string?)Step(stage).StatementOf("iam:PassRole")["Condition"]!["StringEquals"]!["iam:PassedToService"]
        );
    }

    private StepProject Step(string stage) => new(app, stage, "MigrateDatabase");
}
