using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rehearsal.Cli;
using Rehearsal.Pipeline;
using Rehearsal.Reporting;
using Rehearsal.Session;
using Spectre.Console;

namespace Rehearsal.Tests;

/// <summary>What a newcomer sees: the whole delivery, and then the app in a browser.</summary>
public sealed partial class DeliveredAppTests(DeliveredApp delivered) : IClassFixture<DeliveredApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_stage_comes_in_the_pipelines_order_and_each_action_ends_in_its_time()
    {
        string[] stages = ["Source", "Build", "UpdatePipeline", "Verify", "Dev", "Staging", "PromoteToProd", "Prod"];
        var positions = stages.Select(stage => delivered.Output.IndexOf($"  {stage, -14} ", StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, positions);
        Assert.Equal(positions.Order(), positions);
        Assert.Matches(@"Prod +SmokeTest +succeeded \d+\.\d s", delivered.Output);
    }

    [Fact]
    public async Task In_the_end_it_is_told_which_commit_and_release_answer_and_where_the_time_went()
    {
        var (commit, bundle) = await VersionAsync("prod");
        var site = $"  Site  {delivered.Site("prod")}  commit {commit[..12]}  bundle {bundle}";
        Assert.Contains(site, delivered.Output, StringComparison.Ordinal);
        Assert.Matches($@"  API   {delivered.Api("Prod")}  \(Expenses-Prod-BackendApp\)  release [0-9a-f]+", delivered.Output);
        Assert.Matches(@"Time by the wall clock:\s+Before the first execution +\d", delivered.Output);
        Assert.Matches(@"    Prod +\d.* s  slowest: ", delivered.Output);
    }

    [Fact]
    public void An_api_is_reached_over_tls_alone() =>
        Assert.All((string[])["Dev", "Staging", "Prod"], stage => Assert.Equal("https", delivered.Api(stage).Scheme));

    [Fact]
    public async Task A_value_that_is_changed_in_the_assembly_reaches_the_running_service_and_no_other()
    {
        const string WithoutCache = "Redis does not answer, serving without it";
        Assert.Contains(WithoutCache, await delivered.ApiLogAsync("Dev"), StringComparison.Ordinal);
        Assert.DoesNotContain(WithoutCache, await delivered.ApiLogAsync("Prod"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dev")]
    [InlineData("Prod")]
    public async Task Readiness_which_wakes_the_database_is_closed_to_the_world(string stage)
    {
        var address = new Uri(delivered.Api(stage), "/health/ready");
        using var http = delivered.Client(address);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(address, Cancel)).StatusCode);
    }

    [Fact]
    public async Task Stages_that_change_places_in_the_assembly_and_a_step_that_exits_with_7_are_followed()
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
                        """{ "phases": { "build": { "commands": ["exit 7"] } } }""";
                }
            }
        );
        await using var other = new SmallRehearsal();
        await other.PrepareAsync();
        using var output = new StringWriter();
        var report = new Report(
            AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) }),
            plain: true
        );
        var options = new RunOptions(Gate.Approve, [], Exit: true) { Assembly = assembly.Folder };
        Assert.Equal(ExitCode.Failed, await new RunCommand(other.Repository.Folder, options, report).RunAsync(Cancel));
        Assert.Matches("(?s)Build +Synth +succeeded.*Verify +History +failed.*exit code 7", $"{output}");
        Assert.DoesNotContain("SelfMutate", $"{output}", StringComparison.Ordinal);
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
    public void The_users_home_is_as_it_was() => Assert.Empty(delivered.ChangedAtHome);

    [Fact]
    public async Task Somebody_signs_up_on_dev_logs_in_enters_an_expense_and_is_a_stranger_to_prod()
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
        await Assertions.Expect(prod.GetByText("Nothing entered yet")).ToBeVisibleAsync();
        await dev.ReloadAsync();
        await Assertions.Expect(dev.GetByText("Corner shop")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_demo_is_offered_for_dev_with_which_one_signs_in_and_finds_two_years()
    {
        var (code, said) = await delivered.SayAsync("demo");
        Assert.Equal(ExitCode.EndReached, code);
        Assert.Matches(DemoPattern(), said);
        var told = DemoPattern().Match(said).Groups;
        var (email, password) = (told["email"].Value, told["password"].Value);
        using var api = delivered.Client(delivered.Api("Dev"));
        using var answer = await api.PostAsJsonAsync("v1/auth/login", new { email, password }, Cancel);
        api.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!["accessToken"]
        );
        var totals = await api.GetFromJsonAsync<JsonNode>("v1/transactions/totals", Cancel);
        Assert.InRange((int)totals!["count"]!, 500, 5000);

        (code, said) = await delivered.SayAsync("demo");
        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.StartsWith($"There is an account with the email {email} already", said, StringComparison.Ordinal);
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

    /// <summary>A browser of this machine. Where there is none the test is skipped; in CI it fails, since there it is what CI is for.</summary>
    private async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        string[] known =
        [
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
                    ?? throw new InvalidOperationException($"There is no browser at any of {string.Join(", ", known)}: install chromium."),
                // What a browser keeps for its user belongs into no home of a person's.
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

    /// <summary>Asked for by number: browsers know where dev.localhost is, not every system does.</summary>
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
