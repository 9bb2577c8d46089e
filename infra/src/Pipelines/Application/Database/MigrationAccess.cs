using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Expenses.Application;

/// <summary>What it takes to run the migration, by settled names: whoever runs it may refer to no resource of its stack.</summary>
public sealed class MigrationAccess
{
    private readonly Stack stack;

    internal MigrationAccess(Stack stack) => this.stack = stack;

    /// <summary>The name of the cluster, of the task's family and of the log group.</summary>
    public string Name => $"{stack.StackName}-Migrate";

    internal string ExecutionRoleName => $"{Name}-Execution";

    internal string TaskRoleName => $"{Name}-Task";

    /// <summary>The role that another account takes.</summary>
    internal string StepRoleName => $"{Name}-Step";

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

    /// <summary>Says why the permissions end in wildcards, beside whoever is given them.</summary>
    public void AcknowledgeOn(IConstruct construct)
    {
        var (region, account) = stack.PlaceInFindings();
        var ecs = $"Resource::arn:<AWS::Partition>:ecs:{region}:{account}";
        construct.AcknowledgePermission($"{ecs}:task-definition/{Name}:*", "Each release is a revision of the one family.");
        construct.AcknowledgePermission($"{ecs}:task/{Name}/*", "ECS makes up the ids of tasks. In this cluster only migrations run.");
        construct.AcknowledgePermission(
            $"Resource::arn:<AWS::Partition>:logs:{region}:{account}:log-group:{Name}:log-stream:*",
            "A stream is named by its task. The group holds the migrations' logs alone."
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
