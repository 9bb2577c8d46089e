using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>A rule of a listener: what becomes of requests that meet all of its conditions.</summary>
/// <param name="Priority">Of several rules that fit, the one of the lowest number counts.</param>
/// <param name="Answer">Nothing, where a target is to answer.</param>
internal sealed record ListenerRule(int Priority, IReadOnlyList<HeaderCondition> Conditions, FixedResponse? Answer)
{
    /// <param name="properties">As CloudFormation has them.</param>
    public static ListenerRule Of(JsonObject properties) =>
        new(
            int.Parse($"{properties[nameof(Priority)]}", CultureInfo.InvariantCulture),
            [.. properties[nameof(Conditions)]!.AsArray().Select(condition => HeaderCondition.Of(condition!))],
            FixedResponse.Of(properties["Actions"]!)
        );

    public bool Fits(HttpRequest request) => Conditions.All(condition => condition.Fits(request));
}
