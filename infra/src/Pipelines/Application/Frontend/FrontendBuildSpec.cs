using Amazon.CDK.AWS.CodeBuild;

namespace Expenses.Application;

/// <summary>Amplify's build: it fetches the bundle that the pipeline has built, and deploys it by the bundle's manifest.</summary>
internal static class FrontendBuildSpec
{
    public static BuildSpec Yaml() =>
        BuildSpec.FromObjectToYaml(
            new Dictionary<string, object>
            {
                ["version"] = 1,
                ["frontend"] = new Dictionary<string, object>
                {
                    ["phases"] = new Dictionary<string, object>
                    {
                        ["build"] = new Dictionary<string, object> { ["commands"] = new[] { "bash infra/steps/unpack-bundle.sh" } },
                    },
                    ["artifacts"] = new Dictionary<string, object> { ["baseDirectory"] = ".amplify-hosting", ["files"] = new[] { "**/*" } },
                },
            }
        );
}
