using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rehearsal.Cli;
using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Session;
using Rehearsal.Tests.Aws.Iam;
using Spectre.Console;

namespace Rehearsal.Tests;

/// <summary>A newcomer's view: the whole delivery, then the app in a browser.</summary>
public sealed partial class DeliveredAppTests(DeliveredApp delivered) : IClassFixture<DeliveredApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Stages_run_in_order_and_each_action_ends_in_time()
    {
        string[] stages = ["Source", "Build", "UpdatePipeline", "Verify", "Dev", "Staging", "PromoteToProd", "Prod"];
        var positions = stages.Select(stage => delivered.Output.IndexOf($"  {stage, -14} ", StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, positions);
        Assert.Equal(positions.Order(), positions);
        Assert.Matches(@"Prod +SmokeTest +succeeded \d+\.\d s", delivered.Output);
    }

    [Fact]
    public async Task The_summary_has_the_deployed_commit_and_release_and_the_times()
    {
        var (commit, bundle) = await VersionAsync("prod");
        var site = $"  Site  {delivered.Site("prod")}  commit {commit[..12]}  bundle {bundle}";
        Assert.Contains(site, delivered.Output, StringComparison.Ordinal);
        Assert.Matches($@"  API   {delivered.Api("Prod")}  \(Expenses-Prod-BackendApp\)  release [0-9a-f]+", delivered.Output);
        Assert.Matches(@"Wall-clock time:\s+Before the first execution +\d", delivered.Output);
        Assert.Matches(@"    Prod +\d.* s  slowest: ", delivered.Output);
    }

    [Fact]
    public void The_summary_lists_the_environments_in_the_order_of_the_pipeline()
    {
        string[] stages = ["Dev", "Staging", "Prod"];
        Assert.Equal(stages.Select(stage => $"{delivered.Api(stage)}"), Listed("API"));
        Assert.Equal(stages.Select(stage => $"{delivered.Site(stage.ToLowerInvariant())}"), Listed("Site"));

        IEnumerable<string> Listed(string kind) =>
            Regex.Matches(delivered.Output, $@"(?m)^  {kind} +(\S+)").Select(match => match.Groups[1].Value).TakeLast(stages.Length);
    }

    [Fact]
    public void An_api_answers_over_tls_only() =>
        Assert.All((string[])["Dev", "Staging", "Prod"], stage => Assert.Equal("https", delivered.Api(stage).Scheme));

    [Fact]
    public async Task A_value_changed_in_the_assembly_reaches_only_its_service()
    {
        const string WithoutCache = "Redis does not answer, serving without it";
        Assert.Contains(WithoutCache, await delivered.ApiLogAsync("Dev"), StringComparison.Ordinal);
        Assert.DoesNotContain(WithoutCache, await delivered.ApiLogAsync("Prod"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public async Task The_readiness_check_is_not_public(string stage)
    {
        var address = new Uri(delivered.Api(stage), "/health/ready");
        using var http = delivered.Client(address);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(address, Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_rehearsal_follows_reordered_stages_and_a_failing_step_in_the_assembly()
    {
        using var assembly = delivered.Assembly.Copy();
        assembly.Change(
            "ExpensesPipeline.template.json",
            resources =>
            {
                var stages = SynthesisedAssembly.OfType(resources, "AWS::CodePipeline::Pipeline").Single()["Stages"]!.AsArray();
                var verify = stages.Single(stage => (string?)stage!["Name"] == "Verify")!;
                stages.Remove(verify);
                stages.Insert(2, verify);
                foreach (var action in verify["Actions"]!.AsArray())
                {
                    resources[(string)action!["Configuration"]!["ProjectName"]!["Ref"]!]!["Properties"]!["Source"]!["BuildSpec"] =
                        """{ "version": "0.2", "phases": { "build": { "commands": ["exit 7"] } } }""";
                }
            }
        );
        var (code, output) = await RehearseAsync(assembly);
        Assert.Equal(ExitCode.Failed, code);
        Assert.Matches("(?s)Build +Synth +succeeded.*Verify +History +failed.*exit code 7", output);
        Assert.DoesNotContain("SelfMutate", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pipeline_with_one_environment_reaches_its_end_without_an_approval()
    {
        using var assembly = delivered.Assembly.Copy();
        assembly.Change(
            "ExpensesPipeline.template.json",
            resources =>
            {
                var stages = SynthesisedAssembly.OfType(resources, "AWS::CodePipeline::Pipeline").Single()["Stages"]!.AsArray();
                stages.RemoveAll(stage => (string)stage!["Name"]! is not ("Source" or "Build" or "Dev"));
                // The environment's two stacks that depend on no other.
                stages[^1]!["Actions"]!.AsArray().RemoveAll(action => (int)action!["RunOrder"]! > 1);
            }
        );
        var (code, output) = await RehearseAsync(assembly);
        Assert.Equal(ExitCode.Succeeded, code);
        Assert.Matches("(?s)Dev +Expenses-Dev-Vpc.Deploy +succeeded.*The delivery succeeded", output);
    }

    [Fact]
    public async Task A_step_of_the_pipeline_fails_without_one_of_its_permissions()
    {
        using var assembly = delivered.Assembly.Copy();
        assembly.Change(
            "ExpensesPipeline.template.json",
            resources =>
            {
                var stages = SynthesisedAssembly.OfType(resources, "AWS::CodePipeline::Pipeline").Single()["Stages"]!.AsArray();
                stages.RemoveAll(stage => (string)stage!["Name"]! is not ("Source" or "Build" or "Dev"));
                stages[^1]!["Actions"]!
                    .AsArray()
                    .RemoveAll(action => (string)action!["Name"]! is not ("Expenses-Dev-Ecr.Deploy" or "Expenses-Dev-Ecr.PublishBundle"));
                foreach (var policy in SynthesisedAssembly.OfType(resources, "AWS::IAM::Policy"))
                {
                    if ($"{policy["PolicyName"]}".Contains("PublishBundle", StringComparison.Ordinal))
                        policy["PolicyDocument"]!["Statement"]!.AsArray().RemoveAll(one => $"{one!["Action"]}" == "s3:ListBucket");
                }
            }
        );
        var (code, output) = await RehearseAsync(assembly, "infra/steps");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Matches(
            @"(?s)Dev +Expenses-Dev-Ecr.PublishBundle +failed .*"
                + @"IAM denies ExpensesPipeline\S*PublishBundle\S* s3:ListBucket on arn:aws:s3:::expenses-dev-bundles-",
            output
        );
        Assert.Contains("denied: 1; ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void No_call_is_denied() => Assert.Matches(@"Permissions checked: \d{3,}, denied: 0; roles: \d\d; ", delivered.Output);

    [Fact]
    public void Without_any_of_the_used_statements_a_call_would_be_denied()
    {
        using var recorded = new RecordedCalls(delivered.Folder);
        Assert.NotEmpty(recorded.Used);
        Assert.All(recorded.Used, used => Assert.NotNull(recorded.FirstDeniedWithout(used.Role, used.Statement)));
    }

    [Fact]
    public async Task Every_environment_runs_the_same_commit_and_the_same_bundle()
    {
        var dev = await VersionAsync("dev");
        Assert.Matches("^[0-9a-f]{40}$", dev.Commit);
        Assert.Matches("^[0-9a-f]{64}$", dev.Bundle);
        Assert.Equal(dev, await VersionAsync("staging"));
        Assert.Equal(dev, await VersionAsync("prod"));
    }

    [Fact]
    public void The_users_home_is_unchanged() => Assert.Empty(delivered.ChangedAtHome);

    [Fact]
    public async Task A_user_signs_up_logs_in_and_adds_an_expense_in_dev_and_is_unknown_in_prod()
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var context = await browser.NewContextAsync(new() { Locale = "en-GB" });

        var dev = await context.NewPageAsync();
        await SignUpAsync(dev, "dev", "ada@example.com");
        await dev.GetByRole(AriaRole.Button, new() { Name = "Log out" }).ClickAsync();
        await LogInAsync(dev, "dev", "ada@example.com");
        await dev.GetByLabel("Amount").FillAsync("12.50");
        await dev.GetByLabel("Payee").FillAsync("Corner shop");
        await dev.GetByRole(AriaRole.Button, new() { Name = "Add expense" }).ClickAsync();
        await Assertions.Expect(dev.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Corner shop" })).ToContainTextAsync("€12.50");

        var prod = await context.NewPageAsync();
        await LogInAsync(prod, "prod", "ada@example.com");
        await Assertions.Expect(prod.GetByRole(AriaRole.Alert).Filter(new() { HasText = "wrong" })).ToBeVisibleAsync();

        await SignUpAsync(prod, "prod", "grace@example.com");
        await Assertions.Expect(prod.GetByText("No entries yet")).ToBeVisibleAsync();
        await dev.ReloadAsync();
        await Assertions.Expect(dev.GetByText("Corner shop")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_demo_command_prints_an_account_in_dev_with_two_years_of_entries()
    {
        var (code, printed) = await delivered.RunAsync("demo");
        Assert.Equal(ExitCode.Succeeded, code);
        Assert.True(DemoPattern().IsMatch(printed), printed);
        var match = DemoPattern().Match(printed).Groups;
        var (email, password) = (match["email"].Value, match["password"].Value);
        using var api = delivered.Client(delivered.Api("Dev"));
        using var answer = await api.PostAsJsonAsync("v1/auth/login", new { email, password }, Cancel);
        api.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["accessToken"]
        );
        var totals = await api.GetFromJsonAsync<JsonNode>("v1/transactions/totals", Cancel);
        Assert.InRange((int)totals!["count"]!, 500, 5000);

        (code, printed) = await delivered.RunAsync("demo");
        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.StartsWith($"An account with the email {email} exists", printed, StringComparison.Ordinal);
    }

    /// <summary>Runs a changed assembly in a repository of its own.</summary>
    /// <param name="needed">The folders of this repository that its steps need.</param>
    private static async Task<(int Code, string Output)> RehearseAsync(SynthesisedAssembly assembly, params string[] needed)
    {
        await using var other = new SmallRehearsal();
        await other.PrepareAsync();
        foreach (var folder in needed)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(ThisRepository.Root, folder)))
                other.Repository.Write($"{folder}/{Path.GetFileName(file)}", await File.ReadAllTextAsync(file, Cancel));
        }
        other.Repository.Write("infra/steps/synth.sh", assembly.SynthScript);
        using var output = new StringWriter();
        var report = new Report(
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) }),
            plain: true
        );
        var options = new RunOptions(Gate.Approve, [], Exit: true);
        var code = await new RunCommand(other.Repository.Folder, options, report).RunAsync(Cancel);
        return (code, $"{output}");
    }

    private async Task SignUpAsync(IPage page, string environment, string email)
    {
        await page.GotoAsync(new Uri(delivered.Site(environment), "/sign-up").ToString());
        await FillCredentialsAsync(page, email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Log out" })).ToBeVisibleAsync();
    }

    private async Task LogInAsync(IPage page, string environment, string email)
    {
        await page.GotoAsync(new Uri(delivered.Site(environment), "/login").ToString());
        await FillCredentialsAsync(page, email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
    }

    private static async Task FillCredentialsAsync(IPage page, string email)
    {
        await page.GetByLabel("Email").FillAsync(email);
        await page.GetByLabel("Password").FillAsync("correct horse battery");
    }

    /// <summary>Starts this machine's browser. Without one the test is skipped, except in CI, where it fails.</summary>
    private async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        string[] known =
        [
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        ];
        var browser = known.FirstOrDefault(File.Exists);
        Assert.SkipWhen(
            browser is null && Environment.GetEnvironmentVariable("CI") != "true",
            "There is no Chromium or Chrome on this machine."
        );
        return await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath =
                    browser
                    ?? throw new InvalidOperationException(
                        $"There is no browser at any of {string.Join(", ", known)}: install chromium-headless-shell."
                    ),
                // Keep the browser's profile out of the user's home.
                Env = new Dictionary<string, string> { ["HOME"] = delivered.Temp },
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    /// <summary>Uses the IP address: browsers resolve dev.localhost, but not every system does.</summary>
    private async Task<(string Commit, string Bundle)> VersionAsync(string environment)
    {
        var version = await JsonAsync(new Uri($"http://127.0.0.1:{delivered.Site(environment).Port}/api/version"));
        return ((string)version["commit"]!, (string)version["bundle"]!);
    }

    private async Task<JsonNode> JsonAsync(Uri address)
    {
        using var http = delivered.Client(address);
        return (await http.GetFromJsonAsync<JsonNode>(address, Cancel))!;
    }

    [GeneratedRegex(
        @"^Made \d+ transactions\. Sign in with the email (?<email>\S+) and the password (?<password>\S+) at http://dev\.localhost:\d+/$"
    )]
    private static partial Regex DemoPattern();
}
