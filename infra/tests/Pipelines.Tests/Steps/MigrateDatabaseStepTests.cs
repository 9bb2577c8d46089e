namespace Expenses.Tests.Steps;

public sealed class MigrateDatabaseStepTests(SynthesisedApp app)
{
    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_runs_the_task_definition_of_the_stack_that_was_just_deployed(string stage)
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
    public void Its_timeout_is_shorter_than_that_of_the_build(string stage) =>
        Assert.InRange(
            (int)Step(stage).Properties["TimeoutInMinutes"]!,
            int.Parse(Step(stage).Variables["TIMEOUT_MINUTES"], System.Globalization.CultureInfo.InvariantCulture) + 10,
            60
        );

    [Theory]
    [InlineData("Dev", "Prod")]
    [InlineData("Prod", "Dev")]
    public void It_may_only_run_its_own_task_with_its_two_roles_and_read_the_log(string stage, string other)
    {
        const string Here = "${AWS::Region}:${AWS::AccountId}";
        var name = $"Expenses-{stage}-Database-Migrate";
        Assert.Equal(
            [
                $"ecs:DescribeTasks on arn:${{AWS::Partition}}:ecs:{Here}:task/{name}/*",
                $"ecs:RunTask on arn:${{AWS::Partition}}:ecs:{Here}:task-definition/{name}:*",
                $"ecs:StopTask on arn:${{AWS::Partition}}:ecs:{Here}:task/{name}/*",
                $"iam:PassRole on arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{name}-Execution-${{AWS::Region}}",
                $"iam:PassRole on arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/{name}-Task-${{AWS::Region}}",
            ],
            Step(stage).Permissions.Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain(Step(stage).Permissions, permission => permission.Contains($"Expenses-{other}", StringComparison.Ordinal));
        Assert.Equal([$"arn:${{AWS::Partition}}:logs:{Here}:log-group:{name}:log-stream:*"], Step(stage).ResourcesOf("logs:GetLogEvents"));
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public void It_may_run_tasks_only_in_its_cluster_and_pass_roles_only_to_tasks(string stage)
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
