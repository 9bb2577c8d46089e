namespace OtherPipelines;

internal static class Assets
{
    /// <summary>
    /// Lowers the schema's version in the assets' manifests, whose content has not changed for long: the newest cdk-assets in a copy of the
    /// registry may be older than the CDK, and would refuse it.
    /// </summary>
    public const string AcceptOlderPublisher = """sed -i -E 's/^(  "version": ")[0-9]+/\154/' cdk.out/*/*.assets.json""";
}
