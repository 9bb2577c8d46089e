using System.Security.Cryptography;
using System.Text;

namespace Expenses.Application;

/// <summary>
/// A tag for a build, from the content of its source files. The same files give the same tag, so nothing is built twice. Tests don't
/// count: a commit that changes only tests deploys nothing.
/// </summary>
internal static class ContentTag
{
    /// <param name="folder">The folder that the paths are relative to.</param>
    /// <param name="paths">Files, and folders with all their contents.</param>
    /// <returns>16 hexadecimal digits.</returns>
    public static string Of(string folder, IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in paths.SelectMany(path => Files(folder, path)).Distinct().Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file + "\0"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file))));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    private static IEnumerable<string> Files(string folder, string path)
    {
        var whole = Path.Combine(folder, path);
        var files = Directory.Exists(whole) ? Directory.EnumerateFiles(whole, "*", SearchOption.AllDirectories) : [whole];
        return files.Where(file => !IsTest(file)).Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'));
    }

    private static bool IsTest(string file) =>
        file.EndsWith(".test.ts", StringComparison.Ordinal) || file.EndsWith(".test.tsx", StringComparison.Ordinal);
}
