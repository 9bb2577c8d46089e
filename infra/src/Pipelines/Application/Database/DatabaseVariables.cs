using Amazon.CDK.AWS.SecretsManager;
using EcsSecret = Amazon.CDK.AWS.ECS.Secret;

namespace Expenses.Application;

internal static class DatabaseVariables
{
    /// <summary>Makes the variables that the app finds its database by, injected from the secret of one of its users.</summary>
    public static Dictionary<string, EcsSecret> From(ISecret secret) =>
        new[] { "host", "port", "dbname", "username", "password" }
            .Zip(["DATABASE_HOST", "DATABASE_PORT", "DATABASE_NAME", "DATABASE_USER", "DATABASE_PASSWORD"])
            .ToDictionary(pair => pair.Second, pair => EcsSecret.FromSecretsManager(secret, pair.First));
}
