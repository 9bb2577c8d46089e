using Rehearsal.Processes;

namespace Rehearsal.Tests.Processes;

public sealed class ProcessEnvironmentTests : IAsyncDisposable
{
    private readonly TemporaryRepository repository = new();

    public ValueTask DisposeAsync() => repository.DisposeAsync();

    [Fact]
    public async Task A_program_sees_neither_the_users_aws_profile_nor_the_users_home()
    {
        Environment.SetEnvironmentVariable("AWS_PROFILE", "production");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "a real-looking key");
        Environment.SetEnvironmentVariable("GITHUB_TOKEN", "a real-looking token");
        try
        {
            var seen = await EnvironmentOfAProgramAsync();
            Assert.DoesNotContain("production", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("real-looking", seen, StringComparison.Ordinal);
            Assert.Contains($"HOME={repository.Folder.Home}", seen, StringComparison.Ordinal);
            Assert.Contains("AWS_EC2_METADATA_DISABLED=true", seen, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AWS_PROFILE", null);
            Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", null);
            Environment.SetEnvironmentVariable("GITHUB_TOKEN", null);
        }
    }

    [Fact]
    public async Task Programs_do_not_see_the_variable_CI()
    {
        var before = Environment.GetEnvironmentVariable("CI");
        Environment.SetEnvironmentVariable("CI", "true");
        try
        {
            Assert.DoesNotContain(
                "CI=",
                (await EnvironmentOfAProgramAsync()).Split('\n').Select(line => line[..(line.IndexOf('=', StringComparison.Ordinal) + 1)])
            );
        }
        finally
        {
            Environment.SetEnvironmentVariable("CI", before);
        }
    }

    [Theory]
    [InlineData("NPM_CONFIG_REGISTRY", "npm_config_registry")]
    [InlineData("npm_config_//mirror.example/:_authToken")]
    [InlineData("PIP_INDEX_URL")]
    [InlineData("PIP_EXTRA_INDEX_URL")]
    [InlineData("NUGET_HTTP_CACHE_PATH")]
    [InlineData("NUGET_SCRATCH")]
    [InlineData("NuGetPackageSourceCredentials_mirror")]
    [InlineData("ALL_PROXY")]
    [InlineData("all_proxy")]
    [InlineData("VOLTA_HOME")]
    [InlineData("ASDF_DIR")]
    [InlineData("MISE_DATA_DIR")]
    [InlineData("FNM_DIR")]
    [InlineData("NVM_DIR")]
    public async Task Settings_for_package_registries_are_passed_on(string variable, string? seenAs = null)
    {
        using var variables = new Variables((variable, "/as/told"));
        Assert.Contains($"{seenAs ?? variable}=/as/told", (await EnvironmentOfAProgramAsync()).Split('\n'));
    }

    /// <summary>NuGet processes with different lock folders damage each other's packages, and each build has a TMPDIR of its own.</summary>
    [Fact]
    public async Task NuGet_processes_of_parallel_builds_share_their_locks_with_the_users()
    {
        using var variables = new Variables(("NUGET_SCRATCH", null));
        var locks = Path.Combine(Path.GetTempPath(), $"NuGetScratch{Environment.UserName}");
        Assert.Contains($"NUGET_SCRATCH={locks}", (await EnvironmentOfAProgramAsync()).Split('\n'));
    }

    [Theory]
    [InlineData("MISE_GITHUB_TOKEN")]
    [InlineData("GH_TOKEN")]
    [InlineData("AWS_SESSION_TOKEN")]
    [InlineData("ASDF_AWS_KEY")]
    [InlineData("PIP_TARGET")]
    public async Task Secrets_and_install_locations_are_not_passed_on(string variable)
    {
        using var variables = new Variables((variable, "a real-looking one"));
        Assert.DoesNotContain("a real-looking one", await EnvironmentOfAProgramAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".config/pip/pip.conf")]
    [InlineData(".pip/pip.conf")]
    [InlineData(".nuget/NuGet/NuGet.Config")]
    public async Task Files_with_registry_settings_are_linked_into_the_home(string file)
    {
        using var home = new MadeUpHome();
        home.Write(file, "[global]\nindex-url = https://mirror.example\n");
        await using var other = new TemporaryRepository();
        var seen = new FileInfo(Path.Combine(other.Folder.Home, file));
        Assert.True(seen.Exists);
        Assert.NotNull(seen.LinkTarget);
    }

    [Theory]
    [InlineData(".npmrc", "//mirror.example/:_authToken=${MIRROR_TOKEN}", true)]
    [InlineData(".npmrc", "//mirror.example/:_authToken=${MIRROR_TOKEN?}", true)]
    [InlineData(".nuget/NuGet/NuGet.Config", "<add key=\"ClearTextPassword\" value=\"%MIRROR_TOKEN%\" />", true)]
    [InlineData(".npmrc", "# MIRROR_TOKEN", false)]
    public async Task A_variable_with_a_token_that_a_settings_file_uses_is_passed_on(string file, string setting, bool isPassed)
    {
        using var home = new MadeUpHome();
        home.Write(file, setting);
        using var variables = new Variables(("MIRROR_TOKEN", "of the mirror"), ("npm_config_userconfig", null));
        Assert.Equal(isPassed, (await EnvironmentOfAProgramAsync()).Split('\n').Contains("MIRROR_TOKEN=of the mirror"));
    }

    [Theory]
    [InlineData("GITHUB_TOKEN")]
    [InlineData("GH_TOKEN")]
    [InlineData("AWS_SESSION_TOKEN")]
    public async Task A_token_of_GitHub_or_AWS_is_not_passed_on_even_if_npmrc_names_it(string variable)
    {
        using var home = new MadeUpHome();
        home.Write(".npmrc", $"//mirror.example/:_authToken=${{{variable}}}");
        using var variables = new Variables((variable, "a real-looking token"), ("npm_config_userconfig", null));
        Assert.DoesNotContain("a real-looking token", await EnvironmentOfAProgramAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shim_that_looks_in_the_home_finds_the_real_program()
    {
        using var home = new MadeUpHome();
        home.Write(".volta/node", "");
        using var variables = new Variables(("VOLTA_HOME", null));
        await using var other = new TemporaryRepository();
        var shim = new ProcessSpec
        {
            Program = "bash",
            Arguments = ["-c", "cat \"${VOLTA_HOME:-$HOME/.volta}/node\""],
            WorkingDirectory = other.Root,
            Log = Path.Combine(other.Folder.Logs, "log"),
        };
        Assert.Equal(0, await other.Processes.RunAsync(shim, TestContext.Current.CancellationToken));
    }

    private async Task<string> EnvironmentOfAProgramAsync()
    {
        var log = Path.Combine(repository.Folder.Logs, "env.log");
        await using var processes = new ProcessTable(repository.Folder);
        await processes.RunAsync(
            new()
            {
                Program = "env",
                WorkingDirectory = repository.Root,
                Log = log,
            },
            TestContext.Current.CancellationToken
        );
        return await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
    }
}
