using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Expenses.Application;

/// <summary>The permissions to run the migration, by fixed names, because the pipeline can't reference resources of the stack.</summary>
public sealed class MigrationAccess
{
    private readonly Stack stack;

    internal MigrationAccess(Stack stack) => this.stack = stack;

    /// <summary>The name of the cluster, the task definition family and the log group.</summary>
    public string Name => $"{stack.StackName}-Migrate";

    // With the region, since an account has each name of a role once.
    internal string ExecutionRoleName => $"{Name}-Execution-{stack.Region}";

    internal string TaskRoleName => $"{Name}-Task-{stack.Region}";

    /// <summary>The role for a pipeline in another account.</summary>
    internal string StepRoleName => $"{Name}-Step-{stack.Region}";

    internal string StepRoleArn => RoleArn(StepRoleName);

    private string Revisions => Arn("ecs", "task-definition", $"{Name}:*");

    private string Tasks => Arn("ecs", "task", $"{Name}/*");

    private string LogStreams =>
        stack.FormatArn(
            new ArnComponents
            {
                Service = "logs",
                Resource = "log-group",
                ResourceName = $"{Name}:log-stream:*",
                ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
            }
        );

    public PolicyStatement[] Allow() =>
        [
            new(
                new PolicyStatementProps
                {
                    Actions = ["ecs:RunTask"],
                    Resources = [Revisions],
                    Conditions = new Dictionary<string, object>
                    {
                        ["ArnEquals"] = new Dictionary<string, object> { ["ecs:cluster"] = Arn("ecs", "cluster", Name) },
                    },
                }
            ),
            new(new PolicyStatementProps { Actions = ["ecs:DescribeTasks", "ecs:StopTask"], Resources = [Tasks] }),
            new(
                new PolicyStatementProps
                {
                    Actions = ["iam:PassRole"],
                    Resources = [RoleArn(ExecutionRoleName), RoleArn(TaskRoleName)],
                    Conditions = new Dictionary<string, object>
                    {
                        ["StringEquals"] = new Dictionary<string, object> { ["iam:PassedToService"] = "ecs-tasks.amazonaws.com" },
                    },
                }
            ),
            new(new PolicyStatementProps { Actions = ["logs:GetLogEvents"], Resources = [LogStreams] }),
        ];

    /// <summary>Suppresses the findings about the wildcards in these permissions, on the construct that has them.</summary>
    public void AcknowledgeOn(IConstruct construct)
    {
        construct.AcknowledgePermission($"Resource::{Revisions}", "Each release is a revision of this family.");
        construct.AcknowledgePermission($"Resource::{Tasks}", "ECS generates task IDs. Only migrations run in this cluster.");
        construct.AcknowledgePermission(
            $"Resource::{LogStreams}",
            "Log streams are named after tasks. The group holds only logs of migrations."
        );
    }

    private string RoleArn(string name) =>
        stack.FormatArn(
            new ArnComponents
            {
                Service = "iam",
                Region = "",
                Resource = "role",
                ResourceName = name,
            }
        );

    private string Arn(string service, string resource, string name) =>
        stack.FormatArn(
            new ArnComponents
            {
                Service = service,
                Resource = resource,
                ResourceName = name,
            }
        );
}
