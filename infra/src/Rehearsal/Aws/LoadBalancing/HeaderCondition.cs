using System.IO.Enumeration;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>A condition of a load balancer's rule: that a header has one of some values, in which * stands for any characters and ? for one.</summary>
internal sealed record HeaderCondition(string Header, IReadOnlyList<string> Values)
{
    /// <exception cref="ResourceError">It asks for something else.</exception>
    public static HeaderCondition Of(JsonNode condition)
    {
        if ($"{condition["Field"]}" is not "http-header" and var field)
            throw new ResourceError($"It has a rule by {field}: only rules by http-header are rehearsed.");
        var config = condition["HttpHeaderConfig"]!;
        return new($"{config["HttpHeaderName"]}", [.. config[nameof(Values)]!.AsArray().Select(value => $"{value}")]);
    }

    /// <summary>As load balancers do, whether in capitals or not.</summary>
    public bool Fits(HttpRequest request) =>
        request.Headers[Header].Any(sent => Values.Any(value => FileSystemName.MatchesSimpleExpression(value, sent, ignoreCase: true)));
}
