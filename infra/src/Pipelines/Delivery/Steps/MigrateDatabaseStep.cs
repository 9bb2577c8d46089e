using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Brings the schema to where the release needs it, before the API of that release starts, and waits until that is done.</summary>
internal sealed class MigrateDatabaseStep(DatabaseStack database, IFileSetProducer source)
    : CodeBuildStep(
        "MigrateDatabase",
        new CodeBuildStepProps
        {
            Input = source,
            EnvFromCfnOutputs = new Dictionary<string, CfnOutput>
            {
                ["TASK_DEFINITION"] = database.MigrationTask,
                ["SUBNETS"] = database.MigrationSubnets,
                ["SECURITY_GROUP"] = database.MigrationSecurityGroup,
            },
            Env = new Dictionary<string, string>(WhereElse(database))
            {
                ["MIGRATION"] = database.MigrationAccess.Name,
                ["TIMEOUT_MINUTES"] = $"{Minutes}",
            },
            Commands = ["bash infra/steps/migrate-database.sh"],
            // Longer than the script waits: so it is the script that stops the task, and tells why.
            Timeout = Duration.Minutes(Minutes + 15),
            RolePolicyStatements = database.MigrationRoleArn is { } role
                ? [new PolicyStatement(new PolicyStatementProps { Actions = ["sts:AssumeRole"], Resources = [role] })]
                : database.MigrationAccess.Allow(),
        }
    )
{
    /// <summary>How long a migration may take. A role taken by a role lasts for an hour, so it can't be much more.</summary>
    private const int Minutes = 30;

    /// <summary>Where the database is, if not in the step's own account and region.</summary>
    private static Dictionary<string, string> WhereElse(DatabaseStack database)
    {
        Dictionary<string, string> variables = [];
        if (!Token.IsUnresolved(database.Region))
            variables["DATABASE_REGION"] = database.Region;
        if (database.MigrationRoleArn is { } role)
            variables["MIGRATION_ROLE_ARN"] = role;
        return variables;
    }
}
