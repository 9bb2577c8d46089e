using System.IO.Enumeration;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>A rule's condition: a header has one of several values, where * matches any characters and ? matches one.</summary>
internal sealed record HeaderCondition(string Header, IReadOnlyList<string> Values)
{
    /// <exception cref="ResourceError">It is another kind of condition.</exception>
    public static HeaderCondition Of(JsonNode condition)
    {
        if ($"{condition["Field"]}" is not "http-header" and var field)
            throw new ResourceError($"The condition is on {field}; the rehearsal supports only http-header.");
        var config = condition["HttpHeaderConfig"]!;
        return new($"{config["HttpHeaderName"]}", [.. config[nameof(Values)]!.AsArray().Select(value => $"{value}")]);
    }

    /// <summary>Compares without regard to case, as load balancers do.</summary>
    public bool Fits(HttpRequest request) =>
        request.Headers[Header].Any(sent => Values.Any(value => FileSystemName.MatchesSimpleExpression(value, sent, ignoreCase: true)));
}
