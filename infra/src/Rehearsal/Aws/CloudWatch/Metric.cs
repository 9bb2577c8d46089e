using System.Text.Json.Nodes;

namespace Rehearsal.Aws.CloudWatch;

/// <summary>Identifies a metric.</summary>
/// <param name="Dimensions">Names and values, such as "LoadBalancer=app/api/1, TargetGroup=targetgroup/api/1", ordered by name.</param>
internal sealed record Metric(string Namespace, string Name, string Dimensions)
{
    public static Metric Of(string space, string name, params IEnumerable<(string Name, string Value)> dimensions) =>
        new(
            space,
            name,
            string.Join(
                ", ",
                dimensions
                    .OrderBy(dimension => dimension.Name, StringComparer.Ordinal)
                    .Select(dimension => $"{dimension.Name}={dimension.Value}")
            )
        );

    /// <param name="properties">Namespace, MetricName and Dimensions, as in CloudFormation.</param>
    public static Metric Of(JsonNode properties) =>
        Of(
            $"{properties[nameof(Namespace)]}",
            $"{properties["MetricName"]}",
            (properties[nameof(Dimensions)]?.AsArray() ?? []).Select(dimension => ($"{dimension![nameof(Name)]}", $"{dimension["Value"]}"))
        );
}
