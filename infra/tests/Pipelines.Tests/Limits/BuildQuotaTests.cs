namespace Expenses.Tests.Limits;

public sealed class BuildQuotaTests(SynthesisedApp app)
{
    /// <summary>An account may have a quota of 0 for any of them.</summary>
    [Fact]
    public void Preflight_checks_the_quota_of_each_size_of_build()
    {
        var preflight = File.ReadAllText(Path.Combine(Repository.Root, "infra", "steps", "preflight.sh"));
        var sizes = app
            .PipelineTemplate.All("AWS::CodeBuild::Project")
            .Select(project => project["Environment"]!)
            // Such as LINUX_CONTAINER and BUILD_GENERAL1_MEDIUM.
            .Select(build => $"{((string)build["Type"]!).Split('_')[0]}/{((string)build["ComputeType"]!).Split('_')[^1]}")
            .ToHashSet();
        Assert.NotEmpty(sizes);
        Assert.All(sizes, size => Assert.Contains($"CodeBuild ({size})", preflight, StringComparison.OrdinalIgnoreCase));
    }
}
