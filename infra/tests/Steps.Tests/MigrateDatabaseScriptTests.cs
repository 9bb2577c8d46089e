using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Steps.Tests;

/// <summary>
/// Runs the task of a stack, with a line of bash as the migration. Has its own account, since its networks use up the quota of one.
/// </summary>
public sealed class MigrateDatabaseScriptTests(StepScripts scripts) : IClassFixture<StepScripts>, IAsyncLifetime
{
    private static readonly string[] LogActions = ["logs:CreateLogStream", "logs:PutLogEvents"];

    private readonly string name = $"Migrate-{Guid.NewGuid():N}";
    private readonly RecordedPrograms programs = new();
    private string[] stepActions = ["ecs:RunTask", "ecs:DescribeTasks", "ecs:StopTask", "iam:PassRole", "logs:GetLogEvents"];
    private string[] executionActions = ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", .. LogActions];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        scripts.Write("app-backend/Dockerfile", "FROM scratch\nENTRYPOINT [\"bash\", \"-c\"]\n");
        scripts.Write("app-backend/package.json", """{ "name": "shell", "version": "1.0.0", "scripts": { "build": "true" } }""");
        scripts.Write(
            "app-backend/package-lock.json",
            """{ "name": "shell", "version": "1.0.0", "lockfileVersion": 3, "packages": { "": { "name": "shell", "version": "1.0.0" } } }"""
        );
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        programs.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_step_waits_for_the_migration_and_prints_its_log()
    {
        var (code, output) = await MigrateAsync("echo 0001-first: Success; echo 0002-second: Success");
        Assert.True(code == 0, output);
        Assert.Contains("0001-first: Success\n0002-second: Success\n", output, StringComparison.Ordinal);
        Assert.EndsWith($"{name}: the schema is ready for this release", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_step_waits_longer_than_the_start_timeout_of_the_container()
    {
        programs.Watch("aws");
        var done = scripts.TempFile("");
        File.Delete(done);
        var step = MigrateAsync($"until [ -e {done} ]; do sleep 0.02; done; echo done", startTimeout: 0);
        // By its second query, the step has seen the task running.
        await Eventually.IsTrueAsync(() =>
            step.IsCompleted || programs.Calls.Count(call => call.StartsWith("aws ecs describe-tasks", StringComparison.Ordinal)) > 1
        );
        await File.WriteAllTextAsync(done, "", Cancel);
        var (code, output) = await step;
        Assert.True(code == 0, output);
        Assert.Contains($"{name}: RUNNING", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_exceeds_the_timeout_is_stopped_before_it_commits()
    {
        var schema = scripts.TempFile("");
        var started = DelayQueriesUntilTheTaskStarts();
        var task = $"trap 'echo stopping; exit 143' TERM; touch {started}; while true; do sleep 0.02; done; echo changed > {schema}";
        var (code, output) = await MigrateAsync(task, minutes: 0);
        Assert.Equal(1, code);
        Assert.Contains("stopping", output, StringComparison.Ordinal);
        Assert.Contains(
            $"{name} failed: exit code 143; The migration took longer than 0 minutes.\n"
                + "It was stopped, and its uncommitted changes are rolled back.",
            output,
            StringComparison.Ordinal
        );
        Assert.Empty(await File.ReadAllTextAsync(schema, Cancel));
        Assert.DoesNotContain("the schema is ready", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_migration_fails_the_step_which_prints_its_log()
    {
        var (code, output) = await MigrateAsync("echo 'column \"amount\" violates its check'; exit 3");
        Assert.Equal(1, code);
        Assert.Contains(
            "column \"amount\" violates its check\n"
                + $"{name} failed: exit code 3; Essential container in task exited.\nThe schema is unchanged",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("infra/docs/runbook.md", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_never_starts_fails_the_step_with_the_reason()
    {
        scripts.Write("app-backend/Dockerfile", "FROM scratch\nENTRYPOINT bash -c\n");
        var (code, output) = await MigrateAsync("echo never", tag: "broken");
        Assert.Equal(1, code);
        Assert.Contains("The task has printed nothing.", output, StringComparison.Ordinal);
        Assert.Contains($"{name} failed: exit code None;", output, StringComparison.Ordinal);
        Assert.Contains("shell form", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_step_stops_its_task()
    {
        // Like a build that is stopped: the signal reaches the step itself, not its subshell, during a call of ECS.
        var started = DelayQueriesUntilTheTaskStarts(
            """
            step=$PPID
            parent() { ps -o ppid= -p "$1" | tr -d ' '; }
            while [[ $(ps -o command= -p "$(parent "$step")") = *migrate-database.sh* ]]; do step=$(parent "$step"); done
            kill -TERM "$step"
            """
        );
        var (code, output) = await MigrateAsync(
            $"trap 'echo stopped > {started}.end; exit 143' TERM; touch {started}; while true; do sleep 0.02; done"
        );
        Assert.Equal(130, code);
        Assert.Contains("the step was interrupted, so the task is being stopped", output, StringComparison.Ordinal);
        await Eventually.IsTrueAsync(() => File.Exists($"{started}.end"));
    }

    [Fact]
    public async Task The_step_can_be_run_again_and_assumes_a_role_for_another_account()
    {
        programs.Watch("aws");
        var role = $"arn:aws:iam::111111111111:role/{name}-Step";
        for (var run = 0; run < 2; run++)
        {
            var (code, output) = await MigrateAsync(
                "echo The schema is up to date: nothing to do.",
                extra: new() { ["MIGRATION_ROLE_ARN"] = role, ["DATABASE_REGION"] = "us-east-1" }
            );
            Assert.True(code == 0, output);
        }
        Assert.Equal(
            2,
            programs.Calls.Count(call =>
                call.StartsWith($"aws sts assume-role --role-arn {role} --role-session-name migrate-database", StringComparison.Ordinal)
            )
        );
        Assert.All(
            programs.Calls.Where(call => call.StartsWith("aws ecs", StringComparison.Ordinal)),
            call => Assert.EndsWith("--region us-east-1", call, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_task_whose_execution_role_may_not_write_its_log_does_not_start()
    {
        executionActions = [.. executionActions.Except(LogActions)];
        var (code, output) = await MigrateAsync("echo It runs.");
        Assert.Equal(1, code);
        Assert.DoesNotContain("It runs.", output, StringComparison.Ordinal);
        var denied = $"not authorized to perform: logs:CreateLogStream on resource: arn:aws:logs:us-east-1:111111111111:log-group:{name}:";
        Assert.True(output.Contains(denied, StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task A_step_that_may_not_pass_the_tasks_role_fails()
    {
        stepActions = [.. stepActions.Except(["iam:PassRole"])];
        var (code, output) = await MigrateAsync(
            "echo It runs.",
            extra: new() { ["MIGRATION_ROLE_ARN"] = $"arn:aws:iam::111111111111:role/{name}-Step" }
        );
        Assert.NotEqual(0, code);
        Assert.Contains(
            $"not authorized to perform: iam:PassRole on resource: arn:aws:iam::111111111111:role/{name}-Execution "
                + "because no identity-based policy allows the iam:PassRole action",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("EC2", 1, "with the launch type FARGATE")]
    [InlineData("FARGATE", 2, "one task at a time")]
    [InlineData("FARGATE", 1, "Network Configuration must be provided")]
    public async Task Task_options_that_the_rehearsal_lacks_are_refused(string launchType, int count, string problem)
    {
        var outputs = await DeployAsync("exit 0", 180, "shell");
        var error = await scripts.AwsErrorAsync(
            "ecs",
            "run-task",
            "--cluster",
            name,
            "--task-definition",
            outputs["Task"],
            "--launch-type",
            launchType,
            "--count",
            $"{count}"
        );
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    /// <summary>Delays each query for the task until the task has started its work.</summary>
    /// <param name="then">Bash that runs before each query.</param>
    /// <returns>The file that the task must create when it starts.</returns>
    private string DelayQueriesUntilTheTaskStarts(string then = ":")
    {
        var started = scripts.TempFile("");
        File.Delete(started);
        programs.Watch(
            "aws",
            $$"""
            if [ "$2" = describe-tasks ]; then
            until [ -e {{started}} ]; do sleep 0.02; done
            {{then}}
            fi
            """
        );
        return started;
    }

    private async Task<(int Code, string Output)> MigrateAsync(
        string line,
        int minutes = 30,
        int startTimeout = 180,
        string tag = "shell",
        Dictionary<string, string>? extra = null
    )
    {
        var network = await DeployNetworkAsync();
        var task = (await DeployAsync(line, startTimeout, tag))["Task"];
        return await scripts.RunAsync(
            "migrate-database.sh",
            [],
            new(extra ?? [])
            {
                ["MIGRATION"] = name,
                ["TASK_DEFINITION"] = task,
                ["SUBNETS"] = network["Subnet"],
                ["SECURITY_GROUP"] = network["Group"],
                ["TIMEOUT_MINUTES"] = minutes.ToString(CultureInfo.InvariantCulture),
                ["PAUSE_SECONDS"] = "0",
                ["PATH"] = programs.PrependTo(scripts.SearchPath),
            }
        );
    }

    /// <summary>A role that a service may assume, with a policy of these actions.</summary>
    private string Role(string kind, string service, params string[] actions) =>
        $$"""
            {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "RoleName": "{{name}}-{{kind}}",
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "{{service}}" } }]
                },
                "Policies": [{
                  "PolicyName": "Allowed",
                  "PolicyDocument": {
                    "Version": "2012-10-17",
                    "Statement": [{ "Effect": "Allow", "Action": {{JsonSerializer.Serialize(actions)}}, "Resource": "*" }]
                  }
                }]
              }
            }
            """;

    /// <summary>Deploys the network of all tests: an account may have five.</summary>
    private Task<IReadOnlyDictionary<string, string>> DeployNetworkAsync() =>
        scripts.DeployAsync(
            "MigrationNetwork",
            """
            { "Resources": {
                "Network": { "Type": "AWS::EC2::VPC", "Properties": { "CidrBlock": "10.0.0.0/16" } },
                "Subnet": { "Type": "AWS::EC2::Subnet", "Properties": { "VpcId": { "Ref": "Network" }, "CidrBlock": "10.0.0.0/24" } },
                "Group": {
                  "Type": "AWS::EC2::SecurityGroup", "Properties": { "VpcId": { "Ref": "Network" }, "GroupDescription": "Migrations" }
                } },
              "Outputs": {
                "Subnet": { "Value": { "Ref": "Subnet" } },
                "Group": { "Value": { "Fn::GetAtt": ["Group", "GroupId"] } } } }
            """
        );

    private Task<IReadOnlyDictionary<string, string>> DeployAsync(string line, int startTimeout, string tag)
    {
        var container = new JsonObject
        {
            ["Name"] = "migrate",
            ["Image"] = $"{ImageStore.Registry}/migrations:{tag}",
            ["Command"] = new JsonArray(line),
            ["StartTimeout"] = startTimeout,
            ["LogConfiguration"] = new JsonObject
            {
                ["LogDriver"] = "awslogs",
                ["Options"] = new JsonObject
                {
                    ["awslogs-group"] = new JsonObject { ["Ref"] = "Logs" },
                    ["awslogs-region"] = new JsonObject { ["Ref"] = "AWS::Region" },
                    ["awslogs-stream-prefix"] = "migrate",
                },
            },
        };
        return scripts.DeployAsync(
            name,
            $$"""
            { "Resources": {
                "Cluster": { "Type": "AWS::ECS::Cluster", "Properties": { "ClusterName": "{{name}}" } },
                "ExecutionRole": {{Role("Execution", "ecs-tasks.amazonaws.com", executionActions)}},
                "StepRole": {{Role("Step", "codebuild.amazonaws.com", stepActions)}},
                "Logs": { "Type": "AWS::Logs::LogGroup", "Properties": { "LogGroupName": "{{name}}" } },
                "Task": {
                  "Type": "AWS::ECS::TaskDefinition",
                  "Properties": {
                    "Family": "{{name}}", "Memory": "512", "ContainerDefinitions": [{{container.ToJsonString()}}],
                    "ExecutionRoleArn": { "Fn::GetAtt": ["ExecutionRole", "Arn"] }
                  }
                } },
              "Outputs": { "Task": { "Value": { "Ref": "Task" } } } }
            """
        );
    }
}
