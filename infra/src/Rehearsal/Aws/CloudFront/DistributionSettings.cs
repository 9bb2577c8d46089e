using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.CloudFront;

/// <summary>What a CloudFront distribution does with requests, as far as it is rehearsed: it hands on all of them, and keeps no answer.</summary>
/// <param name="Origin">Whom it asks.</param>
/// <param name="Headers">What it adds to each request.</param>
/// <param name="Methods">Those that it hands on.</param>
/// <param name="HandsOnHost">Whether the origin sees the name that callers know.</param>
internal sealed record DistributionSettings(
    Uri Origin,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyList<string> Methods,
    bool HandsOnHost
)
{
    // Policies that AWS has made; their numbers are the same everywhere.
    private const string CachingDisabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
    private const string AllViewer = "216adef6-5c7f-47e4-b989-5492eafa07d3";
    private const string AllViewerExceptHostHeader = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

    /// <param name="config">As CloudFormation has it.</param>
    /// <exception cref="ResourceError">It does more.</exception>
    public static DistributionSettings Of(JsonNode config)
    {
        var behavior = config["DefaultCacheBehavior"]!;
        Require(
            config["CacheBehaviors"] is null or JsonArray { Count: 0 },
            "treats some paths differently (CacheBehaviors)",
            "one behaviour for all of them"
        );
        Require((string?)behavior["CachePolicyId"] == CachingDisabled, "keeps answers (CachePolicyId)", "the policy CachingDisabled");
        var handsOn = (string?)behavior["OriginRequestPolicyId"];
        Require(
            handsOn is AllViewer or AllViewerExceptHostHeader,
            "keeps headers, cookies or queries to itself (OriginRequestPolicyId)",
            "the policies AllViewer and AllViewerExceptHostHeader"
        );
        var origin = config["Origins"]!.AsArray().Single(origin => $"{origin!["Id"]}" == $"{behavior["TargetOriginId"]}")!;
        // A VPC origin says by itself how it is asked.
        Require(
            origin["VpcOriginConfig"] is not null || (string?)origin["CustomOriginConfig"]?["OriginProtocolPolicy"] == "http-only",
            "speaks TLS with its origin (OriginProtocolPolicy)",
            "http-only"
        );
        return new(
            new($"http://{origin["DomainName"]}"),
            origin["OriginCustomHeaders"]
                ?.AsArray()
                .ToDictionary(header => $"{header!["HeaderName"]}", header => $"{header!["HeaderValue"]}")
                ?? [],
            [.. behavior["AllowedMethods"]?.AsArray().Select(method => $"{method}") ?? ["GET", "HEAD"]],
            HandsOnHost: handsOn == AllViewer
        );
    }

    private static void Require(bool isSo, string what, string rehearsed)
    {
        if (!isSo)
            throw new ResourceError($"The distribution {what}: only {rehearsed} is rehearsed.");
    }
}
