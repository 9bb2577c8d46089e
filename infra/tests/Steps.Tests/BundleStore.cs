using System.Security.Cryptography;

namespace Steps.Tests;

/// <summary>Buckets for the site's bundles in the emulated account.</summary>
internal sealed class BundleStore(StepScripts scripts)
{
    public const string Tag = "c0ffee";

    public const string Key = $"bundles/{Tag}.tar.gz";

    /// <summary>A bucket's name, which contains its account and region.</summary>
    public static string Name(string stage) => $"{stage}-{Guid.NewGuid():N}-111111111111-us-east-1";

    public Task CreateAsync(string bucket) => scripts.AwsAsync("s3api", "create-bucket", "--bucket", bucket);

    public Task PutAsync(string bucket, string key, string content) => PutFileAsync(bucket, key, scripts.TempFile(content));

    public Task PutFileAsync(string bucket, string key, string file) =>
        scripts.AwsAsync("s3api", "put-object", "--bucket", bucket, "--key", key, "--body", file, "--checksum-algorithm", "SHA256");

    /// <returns>The file with the content of the object.</returns>
    public async Task<string> GetAsync(string bucket, string key)
    {
        var file = scripts.TempFile("");
        await scripts.AwsAsync("s3api", "get-object", "--bucket", bucket, "--key", key, file);
        return file;
    }

    public static string DigestOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
