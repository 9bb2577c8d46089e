using System.Text.Json.Nodes;
using Rehearsal.Aws;

namespace Steps.Tests;

public sealed class CheckImageScanScriptTests(StepScripts scripts)
{
    private readonly string dev = $"dev-{Guid.NewGuid():N}";

    [Theory]
    [InlineData("HIGH", "CRITICAL")]
    [InlineData("CRITICAL", "CRITICAL")]
    [InlineData("LOW", "MEDIUM")]
    public async Task An_image_with_a_severe_finding_is_refused_at_every_run(string limit, string severity)
    {
        await PushScannedImageAsync("COMPLETE", (severity, "CVE-2026-0001"));
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var (code, output) = await CheckAsync(limit);
            Assert.Equal(1, code);
            Assert.Contains($"has findings of {limit} or worse that are not accepted", output, StringComparison.Ordinal);
            Assert.Matches($"{severity}\tCVE-2026-0001\thttps://", output);
            Assert.Contains("BASE_IMAGE", output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("COMPLETE")]
    [InlineData("ACTIVE")]
    public async Task An_image_with_milder_findings_passes(string status)
    {
        await PushScannedImageAsync(status, ("MEDIUM", "CVE-2026-0002"), ("INFORMATIONAL", "CVE-2026-0003"));
        Assert.Equal(0, (await CheckAsync("HIGH")).Code);
    }

    [Fact]
    public async Task The_findings_are_read_in_the_account_and_region_of_the_repository()
    {
        using var programs = new RecordedPrograms();
        programs.Add("aws", """case "$*" in *imageScanStatus*) echo COMPLETE ;; esac""");
        var (code, output) = await scripts.RunAsync(
            "check-image-scan.sh",
            [scripts.TempFile(ImageStore.Tag)],
            new()
            {
                ["REPOSITORY_URI"] = $"222222222222.dkr.ecr.eu-central-1.amazonaws.com/{dev}",
                ["REFUSE_FROM"] = "LOW",
                ["PATH"] = programs.PrependTo(scripts.SearchPath),
            }
        );
        Assert.True(code == 0, output);
        Assert.Equal(2, programs.Calls.Length);
        Assert.All(
            programs.Calls,
            call =>
                Assert.StartsWith(
                    $"aws ecr describe-image-scan-findings --region eu-central-1 --registry-id 222222222222 --repository-name {dev} ",
                    call,
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public async Task A_scan_without_a_result_fails()
    {
        await PushScannedImageAsync("FAILED");
        var (code, output) = await CheckAsync("CRITICAL");
        Assert.Equal(1, code);
        Assert.Contains("has no result (FAILED)", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_severity_is_refused()
    {
        var (code, output) = await CheckAsync("SEVERE");
        Assert.Equal(2, code);
        Assert.Contains("REFUSE_FROM is \"SEVERE\"; it must be LOW, MEDIUM, HIGH or CRITICAL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mild_findings_on_several_pages_pass()
    {
        await using var ecr = await ScanPages.StartAsync(
            [("MEDIUM", "CVE-2026-0004")],
            [("LOW", "CVE-2026-0005")],
            [("LOW", "CVE-2026-0006")]
        );
        var (code, output) = await CheckAsync("HIGH", ecr);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task A_severe_finding_on_the_last_page_is_found()
    {
        await using var ecr = await ScanPages.StartAsync(
            [("LOW", "CVE-2026-0007")],
            [("LOW", "CVE-2026-0008")],
            [("CRITICAL", "CVE-2026-0009")]
        );
        var (code, output) = await CheckAsync("HIGH", ecr);
        Assert.Equal(1, code);
        Assert.Contains("has findings of HIGH or worse that are not accepted", output, StringComparison.Ordinal);
        Assert.Contains("CRITICAL\tCVE-2026-0009", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    public async Task Findings_that_can_only_be_read_in_part_fail(int pages, int answered)
    {
        await using var ecr = await ScanPages.StartAsync([.. Enumerable.Repeat(((string, string)[])[("LOW", "CVE-2026-0010")], pages)]);
        ecr.AnswersLeft = answered;
        var (code, output) = await CheckAsync("HIGH", ecr);
        Assert.Equal(1, code);
        Assert.Contains("can't be read", output, StringComparison.Ordinal);
        Assert.Contains("AccessDeniedException", output, StringComparison.Ordinal);
        Assert.DoesNotContain("has no findings", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_finding_accepts_no_finding_whose_name_contains_its_own()
    {
        await using var repository = new TemporaryRepository();
        repository.Write("app-backend/accepted-findings.txt", "# With a reason.\n\nCVE-2026-0011  # Not reachable.\n");
        var steps = Directory.CreateDirectory(Path.Combine(repository.Root, "infra", "steps")).FullName;
        foreach (var file in (string[])["check-image-scan.sh", "image-repository.sh", "findings.sh", "capture.sh"])
            File.Copy(Path.Combine(StepScripts.Folder, file), Path.Combine(steps, file));
        var script = Path.Combine(steps, "check-image-scan.sh");

        await using (var accepted = await ScanPages.StartAsync([("HIGH", "CVE-2026-0011")]))
        {
            var (acceptedCode, acceptedOutput) = await CheckAsync("HIGH", accepted, script);
            Assert.True(acceptedCode == 0, acceptedOutput);
        }

        await using var another = await ScanPages.StartAsync([("HIGH", "CVE-2026-0011"), ("HIGH", "GO-CVE-2026-0011")]);
        var (code, output) = await CheckAsync("HIGH", another, script);
        Assert.Equal(1, code);
        Assert.Contains("HIGH\tGO-CVE-2026-0011", output, StringComparison.Ordinal);
        Assert.DoesNotContain("HIGH\tCVE-2026-0011", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_of_the_aws_cli_changes_no_result()
    {
        using var programs = new RecordedPrograms();
        programs.Warn("aws");
        await PushScannedImageAsync("COMPLETE", ("LOW", "CVE-2026-0012"));
        var (code, output) = await scripts.RunAsync(
            "check-image-scan.sh",
            [scripts.TempFile(ImageStore.Tag)],
            new()
            {
                ["REPOSITORY_URI"] = ImageStore.Uri(dev),
                ["REFUSE_FROM"] = "HIGH",
                ["PATH"] = programs.PrependTo(scripts.SearchPath),
            }
        );
        Assert.True(code == 0, output);
    }

    private Task<(int Code, string Output)> CheckAsync(string limit, ScanPages? ecr = null, string script = "check-image-scan.sh")
    {
        var variables = new Dictionary<string, string> { ["REPOSITORY_URI"] = ImageStore.Uri(dev), ["REFUSE_FROM"] = limit };
        if (ecr is not null)
            variables["AWS_ENDPOINT_URL"] = ecr.Address;
        return scripts.RunAsync(script, [scripts.TempFile(ImageStore.Tag)], variables);
    }

    private async Task PushScannedImageAsync(string status, params (string Severity, string Name)[] findings)
    {
        await new ImageStore(scripts).PushAsync(dev, "one");
        await scripts.AwsAsync("ecr", "start-image-scan", "--repository-name", dev, "--image-id", $"imageTag={ImageStore.Tag}");
        var result = new JsonObject
        {
            ["repositoryName"] = dev,
            ["imageId"] = new JsonObject { ["imageTag"] = ImageStore.Tag },
            ["imageScanStatus"] = new JsonObject { ["status"] = status },
            ["imageScanFindings"] = new JsonObject { ["findings"] = ScanPages.Findings(findings) },
        };
        using var answer = await scripts.ConfigureEmulatorAsync(
            "/moto-api/static/ecr/scan-finding-results",
            new StringContent(
                new JsonObject
                {
                    ["account_id"] = LocalCloud.Account,
                    ["results"] = new JsonArray { result },
                }.ToJsonString()
            )
        );
        answer.EnsureSuccessStatusCode();
    }
}
