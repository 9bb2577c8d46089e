namespace Steps.Tests;

/// <summary>Image repositories in the emulated account.</summary>
internal sealed class ImageStore(StepScripts scripts, string region = "us-east-1")
{
    public const string Registry = "111111111111.dkr.ecr.us-east-1.amazonaws.com";

    public const string OtherRegistry = "111111111111.dkr.ecr.eu-west-1.amazonaws.com";

    public const string Tag = "c0ffee";

    public static string Uri(string repository) => $"{Registry}/{repository}";

    public Task<string> CreateAsync(string repository) => EcrAsync("create-repository", "--repository-name", repository);

    public async Task PushAsync(string repository, string content)
    {
        await CreateAsync(repository);
        await EcrAsync("put-image", "--repository-name", repository, "--image-tag", Tag, "--image-manifest", Manifest(content));
    }

    public Task<string> DigestAsync(string repository) =>
        EcrAsync(
            "describe-images",
            "--repository-name",
            repository,
            "--image-ids",
            $"imageTag={Tag}",
            "--query",
            "imageDetails[0].imageDigest",
            "--output",
            "text"
        );

    public static string Manifest(string content) =>
        $$"""
            {
              "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
              "config": { "size": 3 }, "layers": [{ "digest": "{{content}}" }]
            }
            """;

    private Task<string> EcrAsync(params string[] arguments) => scripts.AwsAsync(["ecr", "--region", region, .. arguments]);
}
