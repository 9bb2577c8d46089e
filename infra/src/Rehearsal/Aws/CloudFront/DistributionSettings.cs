using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.CloudFront;

/// <summary>The rehearsed settings of a CloudFront distribution: it forwards all requests and caches nothing.</summary>
/// <param name="Origin">The origin's address.</param>
/// <param name="Headers">The headers added to each request.</param>
/// <param name="Methods">The forwarded methods.</param>
/// <param name="ForwardsHost">Whether the origin receives the caller's Host header.</param>
internal sealed record DistributionSettings(
    Uri Origin,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<string> Methods,
    bool ForwardsHost
)
{
    // AWS's managed policies. Their ids are the same in every account.
    private const string CachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    private const string AllViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
    private const string AllViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

    /// <param name="config">The distribution's config, as in CloudFormation.</param>
    /// <exception cref="ResourceError">The config has settings that the rehearsal doesn't support.</exception>
    public static DistributionSettings Of(JsonNode config)
    {
        var behavior = config["DefaultCacheBehavior"]!;
        Require(config["CacheBehaviors"] is null or JsonArray { Count: 0 }, "has CacheBehaviors", "the default behaviour");
        Require((string?)behavior["CachePolicyId"] == CachingDisabled, "caches responses (CachePolicyId)", "the policy CachingDisabled");
        var policy = (string?)behavior["OriginRequestPolicyId"];
        Require(
            policy is AllViewer or AllViewerExceptHostHeader,
            "does not forward all headers, cookies and query strings (OriginRequestPolicyId)",
            "the policies AllViewer and AllViewerExceptHostHeader"
        );
        var origin = config["Origins"]!.AsArray().Single(origin => $"{origin!["Id"]}" == $"{behavior["TargetOriginId"]}")!;
        // A VPC origin defines its own protocol.
        Require(
            origin["VpcOriginConfig"] is not null || (string?)origin["CustomOriginConfig"]?["OriginProtocolPolicy"] == "http-only",
            "uses HTTPS to its origin (OriginProtocolPolicy)",
            "http-only"
        );
        return new(
            new($"http://{origin["DomainName"]}"),
            origin["OriginCustomHeaders"]
                ?.AsArray()
                .ToDictionary(header => $"{header!["HeaderName"]}", header => $"{header!["HeaderValue"]}")
                ?? [],
            [.. behavior["AllowedMethods"]?.AsArray().Select(method => $"{method}") ?? ["GET", "HEAD"]],
            ForwardsHost: policy == AllViewer
        );
    }

    private static void Require(bool isSo, string what, string rehearsed)
    {
        if (!isSo)
            throw new ResourceError($"The distribution {what}; the rehearsal supports only {rehearsed}.");
    }
}
