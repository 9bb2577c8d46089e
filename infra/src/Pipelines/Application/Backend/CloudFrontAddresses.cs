using Amazon.CDK;
using Constructs;
using Expenses.Settings;

namespace Expenses.Application;

internal static class CloudFrontAddresses
{
    /// <summary>The prefix list of the region that the construct is deployed to, be it known only then.</summary>
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
