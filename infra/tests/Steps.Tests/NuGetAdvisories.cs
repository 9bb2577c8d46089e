using System.IO.Compression;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>A NuGet source with advisories, and a project with one package, which is in a local folder.</summary>
internal sealed class NuGetAdvisories : IAsyncDisposable
{
    public const string Finding = "GHSA-aaaa-bbbb-0003";

    private readonly WebApplication source = LocalServer.Create();

    private NuGetAdvisories(int? severity)
    {
        var vulnerable = severity is { } known
            ? new JsonObject
            {
                ["runs"] = new JsonArray(
                    new JsonObject
                    {
                        ["url"] = $"https://github.com/advisories/{Finding}",
                        ["severity"] = known,
                        ["versions"] = "(, 2.0.0)",
                    }
                ),
            }
            : [];
        Serve(
            "/index.json",
            () =>
                new JsonObject
                {
                    ["version"] = "3.0.0",
                    ["resources"] = new JsonArray(
                        new JsonObject { ["@id"] = $"{Address}/pages.json", ["@type"] = "VulnerabilityInfo/6.7.0" }
                    ),
                }
        );
        Serve(
            "/pages.json",
            () =>
                new JsonArray(
                    new JsonObject
                    {
                        ["@name"] = "all",
                        ["@id"] = $"{Address}/page.json",
                        ["@updated"] = "2026-01-01T00:00:00Z",
                    }
                )
        );
        Serve("/page.json", () => vulnerable);
        // A source without advisories.
        Serve("/packages/index.json", () => new JsonObject { ["version"] = "3.0.0", ["resources"] = new JsonArray() });
    }

    public string Address => source.Address;

    /// <param name="severity">0 (low) to 3 (critical); null has no advisory.</param>
    public static async Task<NuGetAdvisories> StartAsync(int? severity)
    {
        var advisories = new NuGetAdvisories(severity);
        await advisories.source.StartAsync(TestContext.Current.CancellationToken);
        return advisories;
    }

    /// <summary>Writes a project with infra's build settings.</summary>
    /// <param name="index">The address of the source with advisories.</param>
    public static void WriteProject(TemporaryRepository repository, string index)
    {
        repository.Write(
            "infra/Directory.Build.props",
            File.ReadAllText(Path.Combine(ThisRepository.Root, "infra", "Directory.Build.props"))
        );
        repository.Write(
            "infra/src/App/App.csproj",
            """<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Runs" Version="1.0.0" /></ItemGroup></Project>"""
        );
        repository.Write("infra/accepted-findings.txt", "# With a reason.\n");
        repository.Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources><clear /><add key="packages" value="packages" /></packageSources>
              <auditSources><clear /><add key="advisories" value="{index}" allowInsecureConnections="true" /></auditSources>
            </configuration>
            """
        );
        repository.Write("packages/readme.txt", "");
        using var package = ZipFile.Open(Path.Combine(repository.Root, "packages", "Runs.1.0.0.nupkg"), ZipArchiveMode.Create);
        using var description = new StreamWriter(package.CreateEntry("Runs.nuspec").Open());
        description.Write(
            """
            <package><metadata>
              <id>Runs</id><version>1.0.0</version><authors>Test</authors><description>A dependency.</description>
            </metadata></package>
            """
        );
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private void Serve(string path, Func<JsonNode> answer) =>
        source.MapGet(path, () => Results.Text(answer().ToJsonString(), "application/json"));
}
