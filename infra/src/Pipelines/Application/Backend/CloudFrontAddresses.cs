using Amazon.CDK;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

internal static class CloudFrontAddresses
{
    /// <summary>Gets the ID of CloudFront's prefix list, by a mapping, because the region may be known only at deployment.</summary>
    public static string In(Construct construct) =>
        new CfnMapping(
            construct,
            "CloudFrontAddresses",
            new CfnMappingProps
            {
                Mapping = CloudFrontPrefixLists.ByRegion.ToDictionary(
                    region => region.Key,
                    region => (IDictionary<string, object>)new Dictionary<string, object> { ["PrefixList"] = region.Value }
                ),
            }
        ).FindInMap(Aws.REGION, "PrefixList");
}
