using System.Security.Cryptography;

namespace Rehearsal.Tests;

/// <summary>A home with a realistic AWS profile that replaces the user's. The package caches stay where they are.</summary>
internal sealed class MadeUpHome : IDisposable
{
    private static readonly string NuGetSources = Path.Combine(".nuget", "NuGet", "NuGet.Config");

    private readonly string folder = Directory.CreateTempSubdirectory("home-").FullName;
    private readonly Dictionary<string, string?> former = [];
    private readonly string[] before;

    public MadeUpHome()
    {
        var real = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Write(".aws/config", "[profile production]\nregion = eu-central-1\n");
        Write(".aws/credentials", "[production]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = a real-looking key\n");
        if (File.Exists(Path.Combine(real, NuGetSources)))
            Write(NuGetSources, File.ReadAllText(Path.Combine(real, NuGetSources)));

        Set("npm_config_cache", Environment.GetEnvironmentVariable("npm_config_cache") ?? Path.Combine(real, ".npm"));
        Set("npm_config_userconfig", Environment.GetEnvironmentVariable("npm_config_userconfig") ?? Path.Combine(real, ".npmrc"));
        Set("NUGET_PACKAGES", Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(real, ".nuget", "packages"));
        Set(
            "NUGET_HTTP_CACHE_PATH",
            Environment.GetEnvironmentVariable("NUGET_HTTP_CACHE_PATH")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "NuGet", "http-cache")
        );
        Set("AWS_PROFILE", "production");
        Set("HOME", folder);
        before = Content();
    }

    /// <summary>The files that were added, changed or removed.</summary>
    public IEnumerable<string> Changed => Content().Except(before).Union(before.Except(Content()));

    public void Dispose()
    {
        foreach (var (name, value) in former)
            Environment.SetEnvironmentVariable(name, value);
        Directory.Delete(folder, recursive: true);
    }

    private string[] Content() =>
        [
            .. Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file =>
                    $"{Path.GetRelativePath(folder, file)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}"
                )
                .Order(StringComparer.Ordinal),
        ];

    private void Set(string name, string value)
    {
        former[name] = Environment.GetEnvironmentVariable(name);
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Write(string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
