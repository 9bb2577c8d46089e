using Amazon.CDK.AWS.SecretsManager;
using EcsSecret = Amazon.CDK.AWS.ECS.Secret;

namespace Expenses.Application;

internal static class DatabaseVariables
{
    /// <summary>Gets the environment variables for a database connection, injected from the secret of a user.</summary>
    public static Dictionary<string, EcsSecret> From(ISecret secret) =>
        new[] { "host", "port", "dbname", "username", "password" }
            .Zip(["DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD"])
            .ToDictionary(pair => pair.Second, pair => EcsSecret.FromSecretsManager(secret, pair.First));
}
