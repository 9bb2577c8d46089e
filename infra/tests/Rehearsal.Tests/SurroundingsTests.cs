namespace Rehearsal.Tests;

public sealed class SurroundingsTests : IAsyncDisposable
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
    public async Task A_suite_may_skip_what_wants_more_than_the_readme_asks_for_as_in_the_pipeline()
    {
        var before = Environment.GetEnvironmentVariable("CI");
        Environment.SetEnvironmentVariable("CI", "true");
        try
        {
            Assert.DoesNotContain("CI=", (await EnvironmentOfAProgramAsync()).Split('\n').Select(line => line[..(line.IndexOf('=', StringComparison.Ordinal) + 1)]));
        }
        finally
        {
            Environment.SetEnvironmentVariable("CI", before);
        }
    }

    private async Task<string> EnvironmentOfAProgramAsync()
    {
        var log = Path.Combine(repository.Folder.Logs, "env.log");
        await repository.Processes.RunAsync(new() { Program = "env", WorkingDirectory = repository.Root, Log = log }, TestContext.Current.CancellationToken);
        return await File.ReadAllTextAsync(log, TestContext.Current.CancellationToken);
    }
}
