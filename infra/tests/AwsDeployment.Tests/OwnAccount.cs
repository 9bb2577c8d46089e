using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Rehearsal.App;
using Rehearsal.Aws;
using Rehearsal.GitHub;
using Rehearsal.Processes;

namespace AwsDeployment.Tests;

/// <summary>A user's clone of this repository and an empty account.</summary>
public sealed class OwnAccount : IAsyncLifetime
{
    private readonly TemporaryRepository clone = new();
    private readonly RecordedPrograms programs = new();
    private readonly WebApplication gitHubApi = LocalServer.Create();
    private LocalCloud cloud = null!;

    public static string Repository => (string)TestSettings.Delivery()["repository"]!;

    public static string Account => LocalCloud.Account;

    public static string Region => LocalCloud.Region;

    /// <summary>The reason why this machine can't build images.</summary>
    public string? EngineMissing => cloud.EngineMissing;

    public async ValueTask InitializeAsync()
    {
        await GitAsync(ThisRepository.Root, $"git ls-files -coz --exclude-standard | tar --null -T - -cf - | tar -xf - -C '{clone.Root}'");
        TestSettings.WriteTo(clone.Root);
        await GitAsync(
            clone.Root,
            "git init --quiet && git add --all && "
                + "git -c user.name=User -c user.email=user@localhost commit --quiet --message 'A clone'"
        );
        using var gitHub = new SourceRepository(clone.Folder, clone.Processes);
        await gitHub.CommitAsync(CancellationToken.None);
        await gitHub.ServeAsync($"https://github.com/{Repository}", CancellationToken.None);
        clone.ShareImages();
        clone.ShareJavaScriptOfCdk();
        // This server accepts every token, and the branch is protected.
        gitHubApi.Run(context => context.Response.WriteAsJsonAsync(new { @protected = true }));
        await gitHubApi.StartAsync();
        // The emulator has no connections.
        programs.Watch("aws", """case "$2" in get-connection) echo AVAILABLE && exit ;; esac""");
        cloud = await LocalCloud.StartAsync(
            clone.Folder,
            clone.Processes,
            new BackendBuild(clone.Folder, clone.Processes),
            _ => { },
            CancellationToken.None
        );
    }

    public async ValueTask DisposeAsync()
    {
        programs.Dispose();
        await gitHubApi.DisposeAsync();
        await cloud.DisposeAsync();
        await clone.DisposeAsync();
    }

    /// <summary>Removes the protection by hand, as the README describes in prose.</summary>
    public void StopProtectingProd()
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(clone.Root, "cdk.json")))!;
        settings["context"]!["delivery"]!.AsObject().Environment("Prod")["protect"] = false;
        clone.Write("cdk.json", settings.ToJsonString());
    }

    /// <summary>Runs bash commands at the top of the clone.</summary>
    /// <param name="typed">The user's input to the commands.</param>
    public async Task<(int Code, string Output)> RunAsync(
        string lines,
        string typed = "",
        IReadOnlyDictionary<string, string>? variables = null
    )
    {
        var (log, input) = (Path.Combine(clone.Folder.Temp, $"{Guid.NewGuid()}.log"), Path.Combine(clone.Folder.Temp, $"{Guid.NewGuid()}"));
        await File.WriteAllTextAsync(input, typed);
        var environment = new Dictionary<string, string>(cloud.Environment);
        environment["GITHUB_API_URL"] = gitHubApi.Address;
        // The scripts must not read the user's git configuration.
        (environment["GIT_CONFIG_COUNT"], environment["GIT_CONFIG_KEY_0"], environment["GIT_CONFIG_VALUE_0"]) = (
            "1",
            $"url.file://{clone.Folder.Origin}.insteadOf",
            $"https://github.com/{Repository}"
        );
        // No user is there to confirm a change of permissions.
        environment["CDK_REQUIRE_APPROVAL"] = "never";
        foreach (var (name, value) in cloud.Engine?.Environment ?? new Dictionary<string, string>())
            environment[name] = value;
        environment["PATH"] = programs.PrependTo(environment.GetValueOrDefault("PATH", ProcessEnvironment.SearchPath(clone.Folder)));
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            environment[name] = value;
        var code = await clone.Processes.RunAsync(
            new()
            {
                Program = "bash",
                Arguments = ["-euo", "pipefail", "-c", $"exec < '{input}'\n{lines}"],
                WorkingDirectory = clone.Root,
                Environment = environment,
                Log = log,
            },
            TestContext.Current.CancellationToken
        );
        return (code, (await File.ReadAllTextAsync(log)).Trim());
    }

    private async Task GitAsync(string directory, string commands)
    {
        var log = Path.Combine(clone.Folder.Root, "clone.log");
        var code = await clone.Processes.RunAsync(
            new()
            {
                Program = "bash",
                Arguments = ["-euo", "pipefail", "-c", commands],
                WorkingDirectory = directory,
                Log = log,
            },
            CancellationToken.None
        );
        Assert.True(code == 0, await File.ReadAllTextAsync(log));
    }
}
