using System.Text.Json.Nodes;
using Rehearsal.Cloud;

namespace Rehearsal.Tests.Steps;

/// <summary>What the image's scripts decide by ECR's answers. Building and copying are another matter: they want a registry.</summary>
public sealed class ImageScriptTests(StepScripts scripts) : IClassFixture<StepScripts>
{
    private const string Registry = "111111111111.dkr.ecr.us-east-1.amazonaws.com";

    private readonly string dev = $"dev-{Guid.NewGuid():N}";
    private readonly string prod = $"prod-{Guid.NewGuid():N}";

    [Fact]
    public async Task An_image_that_is_there_is_not_built_again()
    {
        await PushAsync(dev, "one");
        var (code, output) = await scripts.RunAsync("publish-image.sh", [Tag], new() { ["REPOSITORY_URI"] = $"{Registry}/{dev}", ["CONTAINER_ENGINE"] = "no-engine-is-called" });
        Assert.Equal(0, code);
        Assert.Contains("is there already: sha256:", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_that_does_not_answer_is_no_reason_to_build()
    {
        var (code, output) = await scripts.RunAsync("publish-image.sh", [Tag], new() { ["REPOSITORY_URI"] = $"{Registry}/nowhere", ["CONTAINER_ENGINE"] = "no-engine-is-called" });
        Assert.NotEqual(0, code);
        Assert.Contains("RepositoryNotFoundException", output, StringComparison.Ordinal);
        Assert.DoesNotContain("no-engine-is-called", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HIGH", "CRITICAL")]
    [InlineData("CRITICAL", "CRITICAL")]
    [InlineData("LOW", "MEDIUM")]
    public async Task An_image_with_a_finding_that_is_bad_enough_is_refused_each_time_and_the_finding_is_named(string limit, string severity)
    {
        await ScannedAsync("COMPLETE", (severity, "CVE-2026-0001"));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var (code, output) = await JudgeAsync(limit);
            Assert.Equal(1, code);
            Assert.Contains($"refused, for findings of {limit} or worse", output, StringComparison.Ordinal);
            Assert.Matches($"{severity}\tCVE-2026-0001\thttps://", output);
            Assert.Contains("BASE_IMAGE", output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("COMPLETE")]
    [InlineData("ACTIVE")]
    public async Task An_image_with_milder_findings_passes(string status)
    {
        await ScannedAsync(status, ("MEDIUM", "CVE-2026-0002"), ("INFORMATIONAL", "CVE-2026-0003"));
        Assert.Equal(0, (await JudgeAsync("HIGH")).Code);
    }

    [Fact]
    public async Task A_scan_that_gave_no_verdict_is_no_pass()
    {
        await ScannedAsync("FAILED");
        var (code, output) = await JudgeAsync("CRITICAL");
        Assert.Equal(1, code);
        Assert.Contains("gave no verdict (FAILED)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_severity_that_there_is_not_is_named_with_those_that_there_are()
    {
        var (code, output) = await JudgeAsync("SEVERE");
        Assert.Equal(2, code);
        Assert.Contains("REFUSE_FROM is \"SEVERE\"; it has to be LOW, MEDIUM, HIGH or CRITICAL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_prod_has_already_is_not_copied_again()
    {
        await PushAsync(dev, "one");
        await PushAsync(prod, "one");
        Assert.Equal(0, (await PromoteAsync()).Code);
    }

    [Fact]
    public async Task A_rollback_finds_in_prod_what_dev_no_longer_keeps()
    {
        await CreateAsync(dev);
        await PushAsync(prod, "one");
        Assert.Equal(0, (await PromoteAsync()).Code);
    }

    [Fact]
    public async Task Another_image_under_the_same_tag_is_refused_with_both_digests()
    {
        await PushAsync(dev, "one");
        await PushAsync(prod, "two");
        var (code, output) = await PromoteAsync();
        Assert.Equal(1, code);
        Assert.Equal(2, output.Split("sha256:").Length - 1);
        Assert.Contains("somebody else has pushed it", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_nobody_has_is_said_to_be_missing()
    {
        await CreateAsync(dev);
        await CreateAsync(prod);
        var (code, output) = await PromoteAsync();
        Assert.Equal(1, code);
        Assert.Contains($"{dev} has no image c0ffee to promote", output, StringComparison.Ordinal);
    }

    private string Tag => scripts.File("c0ffee");

    private Task<(int Code, string Output)> JudgeAsync(string limit) => scripts.RunAsync("judge-image.sh", [Tag], new() { ["REPOSITORY_URI"] = $"{Registry}/{dev}", ["REFUSE_FROM"] = limit });

    private Task<(int Code, string Output)> PromoteAsync() => scripts.RunAsync(
        "promote-image.sh", [Tag], new() { ["REPOSITORY_URI"] = $"{Registry}/{prod}", ["FROM_REPOSITORY"] = dev, ["CONTAINER_ENGINE"] = "no-engine-is-called" });

    private Task<string> CreateAsync(string repository) => scripts.AwsAsync("ecr", "create-repository", "--repository-name", repository);

    private async Task PushAsync(string repository, string content)
    {
        await CreateAsync(repository);
        var manifest = $$"""{ "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "config": { "size": 3 }, "layers": [{ "digest": "{{content}}" }] }""";
        await scripts.AwsAsync("ecr", "put-image", "--repository-name", repository, "--image-tag", "c0ffee", "--image-manifest", manifest);
    }

    private async Task ScannedAsync(string status, params (string Severity, string Name)[] findings)
    {
        await PushAsync(dev, "one");
        await scripts.AwsAsync("ecr", "start-image-scan", "--repository-name", dev, "--image-id", "imageTag=c0ffee");
        var listed = new JsonArray([.. findings.Select(finding => new JsonObject { ["severity"] = finding.Severity, ["name"] = finding.Name, ["uri"] = $"https://example.com/{finding.Name}" })]);
        var result = new JsonObject
        {
            ["repositoryName"] = dev,
            ["imageId"] = new JsonObject { ["imageTag"] = "c0ffee" },
            ["imageScanStatus"] = new JsonObject { ["status"] = status },
            ["imageScanFindings"] = new JsonObject { ["findings"] = listed },
        };
        using var answer = await scripts.ConfigureEmulatorAsync("/moto-api/static/ecr/scan-finding-results", new StringContent(new JsonObject { ["account_id"] = LocalCloud.Account, ["results"] = new JsonArray { result } }.ToJsonString()));
        answer.EnsureSuccessStatusCode();
    }
}
