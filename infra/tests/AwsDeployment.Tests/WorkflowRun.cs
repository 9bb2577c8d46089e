using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;

namespace AwsDeployment.Tests;

/// <summary>
/// Runs jobs of the Bootstrap workflow as GitHub does: their own commands, in order, with the outputs that they pass on.
/// </summary>
internal sealed partial class WorkflowRun(OwnAccount account, IReadOnlyDictionary<string, string> inputs)
{
    private readonly JsonObject needs = [];

    public static JsonObject Definition { get; } =
        (JsonObject)
            JsonNode.Parse(
                new SerializerBuilder()
                    .JsonCompatible()
                    .Build()
                    .Serialize(
                        new DeserializerBuilder()
                            .Build()
                            .Deserialize<object>(
                                File.ReadAllText(Path.Combine(ThisRepository.Root, ".github", "workflows", "bootstrap.yml"))
                            )!
                    )
            )!;

    /// <summary>The output of the steps.</summary>
    public List<string> Printed { get; } = [];

    public async Task RunAsync(params string[] jobs)
    {
        foreach (var name in jobs)
        {
            var job = Definition["jobs"]![name]!;
            var targets = job["strategy"]?["matrix"]?["target"] is { } matrix
                ? Value($"{matrix}"["${{ ".Length..^" }}".Length], [])!.AsArray()
                : [null];
            foreach (var target in targets)
            {
                await RunAsync(
                    name,
                    job,
                    new JsonObject
                    {
                        ["matrix"] = new JsonObject { ["target"] = target?.DeepClone() },
                        ["needs"] = needs.DeepClone(),
                    }
                );
            }
        }
    }

    private async Task RunAsync(string name, JsonNode job, JsonObject context)
    {
        context["inputs"] = new JsonObject(inputs.Select(input => KeyValuePair.Create(input.Key, (JsonNode?)input.Value)));
        var variables = Texts(job["env"], context);
        JsonObject outputs = [];
        foreach (var step in job["steps"]!.AsArray())
        {
            if (step!["run"] is { } run)
                outputs[$"{step["id"]}"] = new JsonObject { ["outputs"] = await StepAsync($"{run}", variables) };
            else if ($"{step["uses"]}".StartsWith("aws-actions/configure-aws-credentials@", StringComparison.Ordinal))
                await TakeRoleAsync(Texts(step["with"], context), variables);
        }
        context["steps"] = outputs;
        needs[name] = new JsonObject
        {
            ["outputs"] = new JsonObject(
                Texts(job["outputs"], context).Select(output => KeyValuePair.Create(output.Key, (JsonNode?)output.Value))
            ),
        };
    }

    private async Task<JsonObject> StepAsync(string run, Dictionary<string, string> variables)
    {
        var file = Path.GetTempFileName();
        var (code, output) = await account.RunAsync(run, variables: new Dictionary<string, string>(variables) { ["GITHUB_OUTPUT"] = file });
        Printed.Add(output);
        Assert.True(code == 0, $"{run}{Environment.NewLine}{output}");
        return new(
            File.ReadAllLines(file).Select(line => line.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (JsonNode?)pair[1]))
        );
    }

    /// <summary>Takes the role as the action does, with a token like GitHub's. The emulator doesn't check its signature.</summary>
    private async Task TakeRoleAsync(Dictionary<string, string> with, Dictionary<string, string> variables)
    {
        variables["AWS_REGION"] = variables["AWS_DEFAULT_REGION"] = with["aws-region"];
        var (code, output) = await account.RunAsync(
            $"aws sts assume-role-with-web-identity --role-arn {with["role-to-assume"]} --role-session-name GitHubActions "
                + $"--web-identity-token {Token()} --query Credentials --output json"
        );
        Assert.True(code == 0, output);
        var credentials = JsonNode.Parse(output)!;
        (variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"], variables["AWS_SESSION_TOKEN"]) = (
            $"{credentials["AccessKeyId"]}",
            $"{credentials["SecretAccessKey"]}",
            $"{credentials["SessionToken"]}"
        );
        Assert.Equal(
            with["allowed-account-ids"],
            (await account.RunAsync("aws sts get-caller-identity --query Account --output text", variables: variables)).Output
        );
    }

    /// <summary>The token of a workflow on the delivered branch.</summary>
    private static string Token()
    {
        var claims = new JsonObject
        {
            ["iss"] = "https://token.actions.githubusercontent.com",
            ["aud"] = "sts.amazonaws.com",
            ["sub"] = $"repo:{OwnAccount.Repository}:ref:refs/heads/{TestSettings.Delivery()["branch"]}",
        };
        return $"header.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims.ToJsonString()))}.signature";
    }

    private Dictionary<string, string> Texts(JsonNode? texts, JsonObject context) =>
        texts
            ?.AsObject()
            .ToDictionary(
                text => text.Key,
                text => ExpressionPattern().Replace($"{text.Value}", expression => $"{Value(expression.Groups[1].Value, context)}")
            )
        ?? [];

    private JsonNode? Value(string expression, JsonObject context)
    {
        context["needs"] ??= needs.DeepClone();
        var json = JsonPattern().Match(expression);
        var (root, path) = json.Success
            ? (JsonNode.Parse($"{Value(json.Groups[1].Value, context)}"), json.Groups[2].Value)
            : (context, expression);
        return PathPattern()
            .Matches(path)
            .Aggregate(root, (node, key) => int.TryParse(key.Value, out var index) ? node![index] : node![key.Value]);
    }

    [GeneratedRegex(@"\$\{\{ (.*?) \}\}")]
    private static partial Regex ExpressionPattern();

    [GeneratedRegex(@"^fromJSON\((.*?)\)(.*)$")]
    private static partial Regex JsonPattern();

    [GeneratedRegex(@"[\w-]+")]
    private static partial Regex PathPattern();
}
