using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.Pipelines;
using Expenses.Application;

namespace Expenses.Delivery.Steps;

/// <summary>Migrates the database schema before the API of the release starts, and waits for the end of the migration.</summary>
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
            Env = new Dictionary<string, string>(LocationVariables(database))
            {
                ["MIGRATION"] = database.MigrationAccess.Name,
                ["TIMEOUT_MINUTES"] = $"{Minutes}",
            },
            Commands = ["bash infra/steps/migrate-database.sh"],
            // Longer than the script's own timeout, so that the script can stop the task and report it.
            Timeout = Duration.Minutes(Minutes + 15),
            RolePolicyStatements = database.MigrationRoleArn is { } role
                ? [new PolicyStatement(new PolicyStatementProps { Actions = ["sts:AssumeRole"], Resources = [role] })]
                : database.MigrationAccess.Allow(),
        }
    )
{
    /// <summary>The timeout of a migration. Role chaining limits the step's credentials to an hour.</summary>
    private const int Minutes = 30;

    /// <summary>Gets the region and role of the database, if they differ from the step's own.</summary>
    private static Dictionary<string, string> LocationVariables(DatabaseStack database)
    {
        Dictionary<string, string> variables = [];
        if (!Token.IsUnresolved(database.Region))
            variables["DATABASE_REGION"] = database.Region;
        if (database.MigrationRoleArn is { } role)
            variables["MIGRATION_ROLE_ARN"] = role;
        return variables;
    }
}
