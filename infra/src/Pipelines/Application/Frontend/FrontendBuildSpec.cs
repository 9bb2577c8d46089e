using Amazon.CDK.AWS.CodeBuild;

namespace Expenses.Application;

/// <summary>How Amplify builds the site out of this repository.</summary>
internal static class FrontendBuildSpec
{
    public const string AppRoot = "app-frontend";

    /// <summary>The same as in infra/package.json (a test compares them). Amplify also runs the site by the major version that built it; its image has another.</summary>
    private const string Node = "24.21.0";

    public static BuildSpec Yaml() => BuildSpec.FromObjectToYaml(new Dictionary<string, object>
    {
        ["version"] = 1,
        ["applications"] = new[]
        {
            new Dictionary<string, object>
            {
                ["appRoot"] = AppRoot,
                ["frontend"] = new Dictionary<string, object>
                {
                    ["phases"] = new Dictionary<string, object>
                    {
                        ["preBuild"] = Commands($"nvm install {Node}", $"nvm use {Node}", "npm ci"),
                        // Server code sees only what this file holds when it runs; the variables of the build end with it. Amplify's own variable for the
                        // commit tells the word HEAD in a build that was asked for.
                        ["build"] = Commands("printf 'API_URL=%s\\nCOMMIT=%s\\n' \"$API_URL\" \"$(git rev-parse HEAD)\" > .env.production", "npm run build"),
                    },
                    ["artifacts"] = new Dictionary<string, object> { ["baseDirectory"] = ".next", ["files"] = new[] { "**/*" } },
                    // What Next.js has compiled, for the next build of the same app. Packages are quicker installed than fetched out of a cache.
                    ["cache"] = new Dictionary<string, object> { ["paths"] = new[] { ".next/cache/**/*" } },
                },
            },
        },
    });

    private static Dictionary<string, object> Commands(params string[] commands) => new() { ["commands"] = commands };
}
