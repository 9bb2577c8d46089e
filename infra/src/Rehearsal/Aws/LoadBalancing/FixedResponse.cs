using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>A response that the load balancer sends without asking a target.</summary>
internal sealed record FixedResponse(int Status, string? ContentType, string Body)
{
    /// <param name="actions">The actions of a listener or a rule.</param>
    /// <returns>Null if the actions forward to a target.</returns>
    /// <exception cref="ResourceError">The actions are not supported.</exception>
    public static FixedResponse? Of(JsonNode actions)
    {
        var action =
            actions.AsArray().Count == 1
                ? actions[0]!
                : throw new ResourceError($"There are {actions.AsArray().Count} actions; the rehearsal supports only one.");
        return $"{action["Type"]}" switch
        {
            "forward" => null,
            "fixed-response" => Of(action["FixedResponseConfig"]!.AsObject()),
            var type => throw new ResourceError($"The action is {type}; the rehearsal supports only forward and fixed-response."),
        };
    }

    public Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType;
        return response.WriteAsync(Body);
    }

    private static FixedResponse Of(JsonObject config) =>
        new(
            int.Parse($"{config["StatusCode"]}", CultureInfo.InvariantCulture),
            (string?)config[nameof(ContentType)],
            (string?)config["MessageBody"] ?? ""
        );
}
