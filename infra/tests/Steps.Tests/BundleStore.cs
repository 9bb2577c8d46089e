using System.Security.Cryptography;

namespace Steps.Tests;

/// <summary>The buckets of the site's bundles in the emulated account, as the bundle's scripts meet them.</summary>
internal sealed class BundleStore(StepScripts scripts)
{
    public const string Tag = "c0ffee";

    public const string Key = $"bundles/{Tag}.tar.gz";

    /// <summary>A bucket's name tells where it is.</summary>
    public static string Name(string stage) => $"{stage}-{Guid.NewGuid():N}-111111111111-us-east-1";

    public Task CreateAsync(string bucket) => scripts.AwsAsync("s3api", "create-bucket", "--bucket", bucket);

    public Task PutAsync(string bucket, string key, string content) => PutFileAsync(bucket, key, scripts.File(content));

    public Task PutFileAsync(string bucket, string key, string file) =>
        scripts.AwsAsync("s3api", "put-object", "--bucket", bucket, "--key", key, "--body", file, "--checksum-algorithm", "SHA256");

    /// <returns>The file that holds the object now.</returns>
    public async Task<string> GetAsync(string bucket, string key)
    {
        var file = scripts.File("");
        await scripts.AwsAsync("s3api", "get-object", "--bucket", bucket, "--key", key, file);
        return file;
    }

    public static string DigestOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
