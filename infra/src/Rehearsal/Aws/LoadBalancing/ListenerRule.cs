using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>A listener's rule: the answer to requests that meet all of its conditions.</summary>
/// <param name="Priority">Of several rules that match, the one with the lowest number applies.</param>
/// <param name="Answer">Null forwards to a target.</param>
internal sealed record ListenerRule(int Priority, IReadOnlyList<HeaderCondition> Conditions, FixedResponse? Answer)
{
    /// <param name="properties">The rule's properties, as in CloudFormation.</param>
    public static ListenerRule Of(JsonObject properties) =>
        new(
            int.Parse($"{properties[nameof(Priority)]}", CultureInfo.InvariantCulture),
            [.. properties[nameof(Conditions)]!.AsArray().Select(condition => HeaderCondition.Of(condition!))],
            FixedResponse.Of(properties["Actions"]!)
        );

    public bool Fits(HttpRequest request) => Conditions.All(condition => condition.Fits(request));
}
