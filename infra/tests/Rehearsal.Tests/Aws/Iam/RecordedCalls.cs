using System.Diagnostics;
using System.Text.Json.Nodes;
using Rehearsal.Aws.Iam;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Aws.Iam;

/// <summary>The judged calls of a rehearsal, which can be judged once more by other policies.</summary>
internal sealed class RecordedCalls : IDisposable
{
    private readonly List<JsonNode> calls = [];
    private readonly Dictionary<string, JsonArray> policies = [];
    private readonly Process evaluator;

    public RecordedCalls(RehearsalFolder folder)
    {
        foreach (var entry in File.ReadLines(folder.Permissions).Select(line => JsonNode.Parse(line)!))
        {
            if (entry["call"] is { } call)
                calls.Add(call);
            else
                policies[$"{entry["role"]}"] = entry["policies"]!.AsArray();
        }
        evaluator = Process.Start(
            new ProcessStartInfo("node", [Path.Combine(ThisRepository.Root, "infra", "iam", "evaluate.mjs")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
    }

    /// <summary>The statements that allowed a call, by their roles.</summary>
    public IEnumerable<(string Role, UsedStatement Statement)> Used =>
        calls
            .SelectMany(call =>
                call["used"]!
                    .AsArray()
                    .Select(used => ($"{call["role"]}", new UsedStatement($"{used!["policy"]}", (int)used["statement"]!)))
            )
            .Distinct();

    /// <summary>Judges the calls of a role as if it lacked a statement.</summary>
    /// <returns>The first call that is denied then; null if there is none.</returns>
    public JsonNode? FirstDeniedWithout(string role, UsedStatement statement)
    {
        var rest = policies[role].DeepClone().AsArray();
        rest.Single(policy => $"{policy!["name"]}" == statement.Policy)!["document"]!["Statement"]!
            .AsArray()
            .RemoveAt(statement.Statement - 1);
        rest.RemoveAll(policy => policy!["document"]!["Statement"]!.AsArray().Count == 0);
        return calls.FirstOrDefault(call => $"{call["role"]}" == role && IsUser(call) && Judge(call, rest) == "ImplicitlyDenied");

        bool IsUser(JsonNode call) =>
            call["used"]!.AsArray().Any(used => $"{used!["policy"]}" == statement.Policy && (int)used["statement"]! == statement.Statement);
    }

    public void Dispose()
    {
        evaluator.StandardInput.Close();
        evaluator.WaitForExit();
        evaluator.Dispose();
    }

    private string Judge(JsonNode call, JsonArray identityPolicies)
    {
        var request = call.DeepClone();
        request["identityPolicies"] = identityPolicies.DeepClone();
        evaluator.StandardInput.WriteLine(request.ToJsonString());
        evaluator.StandardInput.Flush();
        return $"{JsonNode.Parse(evaluator.StandardOutput.ReadLine()!)!["result"]}";
    }
}
