using Rehearsal.Tests.Pipeline;

namespace Rehearsal.Tests.Cli;

/// <summary>Commands in one terminal for a rehearsal that runs in another.</summary>
public sealed class RemoteCommandTests : IAsyncDisposable
{
    private readonly SmallRehearsal rehearsal = new();

    public ValueTask DisposeAsync() => rehearsal.DisposeAsync();

    [Fact]
    public async Task A_push_delivers_the_present_working_tree_and_a_rollback_reverts_it()
    {
        rehearsal
            .Pipeline.WithSource("Settings", "example/settings", "live")
            .StageWithRollback("Prod", rehearsal.Pipeline.Build("Deploy", $"cp release.txt {rehearsal.Deployed} && cat release.txt"));
        await rehearsal.PrepareAsync();
        var clone = $"{rehearsal.Deployed}-settings";
        await GitClone.CommitAsync(rehearsal.Repository.Processes, clone, "live", "settings.txt");
        using var running = RehearsalProgram.Start(rehearsal.Repository, ["--approve", "--clone", $"example/settings={clone}"]);
        await running.PrintsAsync("The rehearsal stays up");
        Assert.Matches("Started by example/small main .* and example/settings live", running.Output);
        Assert.Equal("one", await DeployedAsync());

        rehearsal.Edit("two");
        var (code, output) = await rehearsal.RunAsync("push");
        Assert.True(code == 0, output);
        Assert.Matches("Execution [0-9a-f]{8} of commit [0-9a-f]{12} is running", output);
        Assert.Equal("two", await DeployedAsync());
        Assert.Equal((0, "two"), await rehearsal.RunAsync("logs", "Deploy"));

        Assert.Equal(0, (await rehearsal.RunAsync("rollback", "Prod")).Code);
        Assert.Equal("one", await DeployedAsync());
        Assert.Matches("rollback to [0-9a-f]{8}", (await rehearsal.RunAsync("history")).Output);

        Assert.Matches(@"(?m)^- Aurora is PostgreSQL", (await rehearsal.RunAsync("differences")).Output);

        (code, output) = await rehearsal.RunAsync("rollback", "Live");
        Assert.Equal((2, "The pipeline has no stage Live; it has Source, Prod."), (code, output));
        Assert.Equal(0, (await rehearsal.RunAsync("down")).Code);
    }

    [Fact]
    public async Task A_push_delivers_a_changed_setting_without_a_change_of_the_working_tree()
    {
        rehearsal.Pipeline.Stage("Dev", rehearsal.Pipeline.Build("Deploy", $"tr -d ' \\n' < cdk.json > {rehearsal.Deployed}"));
        const string Settings = """{"context":{"delivery":{"environments":[{"name":"Dev","vpc":{"availabilityZones":2}}]}}}""";
        rehearsal.Repository.Write("cdk.json", Settings);
        await rehearsal.PrepareAsync();
        using var running = RehearsalProgram.Start(rehearsal.Repository, ["--approve"]);
        await running.PrintsAsync("The rehearsal stays up");

        var (code, output) = await rehearsal.RunAsync("push", "--with", "dev.vpc.availabilityzones=3");
        Assert.True(code == 0, output);
        Assert.Equal(Settings.Replace("2", "3", StringComparison.Ordinal), await DeployedAsync());
        Assert.Equal(
            Settings,
            await File.ReadAllTextAsync(Path.Combine(rehearsal.Repository.Root, "cdk.json"), TestContext.Current.CancellationToken)
        );

        Assert.Equal(
            (2, "--with Live.vpc.nat=instance: cdk.json has no environment and no setting Live; its environments are Dev."),
            await rehearsal.RunAsync("push", "--with", "Live.vpc.nat=instance")
        );
    }

    [Fact]
    public async Task Another_app_is_delivered_from_its_folder_without_the_commands_of_this_repositorys_app()
    {
        rehearsal.Pipeline.Stage("Prod", rehearsal.Pipeline.Build("Deploy", $"cp release.txt {rehearsal.Deployed}"));
        await rehearsal.PrepareAsync();
        var root = rehearsal.Repository.Root;
        rehearsal.Repository.Write("app/release.txt", "of the app");
        using var running = RehearsalProgram.Start(
            rehearsal.Repository,
            ["--approve", "--assembly", Path.Combine(root, "assembly"), "--source", Path.Combine(root, "app")]
        );
        await running.PrintsAsync("The rehearsal stays up");
        Assert.Equal("of the app", await DeployedAsync());
        const string Refused = "is for the app of this repository, but this rehearsal runs another one (--assembly).";
        Assert.Equal((2, $"push --with {Refused}"), await rehearsal.RunAsync("push", "--with", "Dev.vpc.nat=instance"));
        Assert.Equal((2, $"demo {Refused}"), await rehearsal.RunAsync("demo"));
    }

    [Fact]
    public async Task Each_role_is_listed_with_what_it_was_denied_and_what_it_never_used()
    {
        rehearsal
            .Pipeline.Role(
                "Tester",
                ["""{ "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:GetQueueUrl"], "Resource": "arn:aws:sqs:*:*:queue" }"""]
            )
            .Stage("Test", rehearsal.Pipeline.Build("Check", "aws ssm get-parameter --name greeting", role: "Tester"));
        await rehearsal.PrepareAsync();
        var (_, output) = await rehearsal.RunAsync("--approve", "--exit");
        const string Summary = @"Permissions checked: \d+, denied: 1; roles: 1; statements never used: 1 of 3\.";
        Assert.Matches($"{Summary} `infra/rehearsal permissions` lists them.", output);

        (var code, output) = await rehearsal.RunAsync("permissions");
        Assert.Equal(0, code);
        Assert.Matches($"^{Summary}", output);
        Assert.Matches(@"(?m)^Small-Tester\S* +\d+ +1 +1 of 3$", output);
        Assert.Matches(
            @"(?m)^Denied\n  Small-Tester\S*: ssm:GetParameter on arn:aws:ssm:us-east-1:111111111111:parameter/greeting$",
            output
        );
        Assert.Matches(
            @"(?m)^Never used\n  sqs:SendMessage, sqs:GetQueueUrl\n    Small-Tester\S*, statement 3, on arn:aws:sqs:\*:\*:queue$",
            output
        );
    }

    [Fact]
    public async Task A_rehearsal_stays_up_for_a_retry_after_a_failed_delivery()
    {
        rehearsal.Pipeline.Stage("Prod", rehearsal.Pipeline.Build("Deploy", $"[ -e {rehearsal.Deployed} ]"));
        await rehearsal.PrepareAsync();
        using var running = RehearsalProgram.Start(rehearsal.Repository, ["--approve"]);
        await running.PrintsAsync("The rehearsal stays up");
        Assert.Contains("The delivery failed", running.Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(rehearsal.Deployed, "mended", TestContext.Current.CancellationToken);
        var (code, output) = await rehearsal.RunAsync("retry", "Prod");
        Assert.True(code == 0, output);
        running.Interrupt();
        Assert.Equal(1, await running.EndAsync());
    }

    [Fact]
    public async Task A_second_terminal_that_waits_stops_only_its_waiting_and_reports_that_the_rehearsal_has_ended()
    {
        var wait = $"r=$(cat release.txt); if [ $r != one ]; then until [ -e {rehearsal.Deployed}-$r ]; do sleep 0.1; done; fi";
        rehearsal.Pipeline.Stage("Prod", rehearsal.Pipeline.Build("Deploy", wait));
        await rehearsal.PrepareAsync();
        using var running = RehearsalProgram.Start(rehearsal.Repository, ["--approve"]);
        await running.PrintsAsync("The rehearsal stays up");

        using (var stopped = await PushAsync("two"))
        {
            stopped.Interrupt();
            Assert.Equal(1, await stopped.EndAsync());
            Assert.EndsWith(
                "Stopped waiting. The execution continues: `infra/rehearsal history` shows its outcome.",
                stopped.Output,
                StringComparison.Ordinal
            );
        }
        await File.WriteAllTextAsync($"{rehearsal.Deployed}-two", "go on", TestContext.Current.CancellationToken);
        await running.UntilAsync(() => running.Output.Split("Deploy").Length > 4, "the second Deploy ends");
        Assert.DoesNotContain("stopped", (await rehearsal.RunAsync("history")).Output, StringComparison.Ordinal);

        using var waiting = await PushAsync("three");
        running.Interrupt();
        await running.EndAsync();
        Assert.Equal(2, await waiting.EndAsync());
        Assert.EndsWith(
            "The rehearsal ended before it answered. `infra/rehearsal history` shows how far it got.",
            waiting.Output,
            StringComparison.Ordinal
        );

        async Task<RehearsalProgram> PushAsync(string release)
        {
            rehearsal.Edit(release);
            var push = RehearsalProgram.Start(rehearsal.Repository, ["push"]);
            await push.PrintsAsync("Execution ");
            return push;
        }
    }

    [Fact]
    public async Task Approvals_can_be_answered_from_another_terminal()
    {
        rehearsal
            .Pipeline.Stage("Promote", SmallPipeline.Approval("Approve"))
            .Stage("Prod", rehearsal.Pipeline.Build("Deploy", "true"))
            .Stage("Release", SmallPipeline.Approval("Announce"));
        await rehearsal.PrepareAsync();
        using var running = RehearsalProgram.StartAtTerminal(rehearsal.Repository, "--plain", "--exit");
        await running.PrintsAsync("Approve: promote commit");
        var (code, output) = await rehearsal.RunAsync("approve");
        Assert.True(code == 0, output);
        await running.PrintsAsync("Announce: promote commit");
        Assert.Matches(@"Prod +Deploy +succeeded", running.Output);
        (code, output) = await rehearsal.RunAsync("reject");
        Assert.True(code == 0, output);
        Assert.Equal(3, await running.EndAsync());
    }

    [Fact]
    public async Task After_a_kill_the_next_start_ends_all_processes_closes_open_executions_and_history_shows_them()
    {
        rehearsal.Pipeline.Stage("Prod", rehearsal.Pipeline.Build("Deploy", "true"));
        await rehearsal.PrepareAsync();
        rehearsal.Repository.Write("app-backend/src/main.ts", "");
        var (code, output) = await rehearsal.RunAsync("--approve", "--exit", "--fault", "rehearsal-killed");
        Assert.True(code == 137, output);
        Assert.NotEmpty(Directory.EnumerateFiles(rehearsal.Repository.Folder.Processes));

        (code, output) = await rehearsal.RunAsync("--approve", "--exit");
        Assert.True(code == 0, output);
        Assert.Matches(@"Ended \d+ leftover process(es)? of a killed rehearsal\.", output);
        Assert.Empty(Directory.EnumerateFiles(rehearsal.Repository.Folder.Processes));
        Assert.Matches(
            "Execution [0-9a-f]{8}, commit [0-9a-f]{12}, was still running when its rehearsal ended \\(Prod.Deploy\\). "
                + "It is now recorded as stopped",
            output
        );
        var history = (await rehearsal.RunAsync("history")).Output;
        Assert.Matches("stopped(?s:.*)Deploy was running(?s:.*)succeeded", history);
    }

    [Fact]
    public async Task When_the_emulator_ends_the_delivery_fails_and_says_that_nothing_can_be_delivered_any_more()
    {
        rehearsal.Pipeline.Role("Deployer", []).StageWithRollback("Prod", rehearsal.Pipeline.Build("Deploy", "true", role: "Deployer"));
        await rehearsal.PrepareAsync();
        rehearsal.Repository.Write("app-backend/src/main.ts", "");
        using var running = RehearsalProgram.Start(rehearsal.Repository, ["--approve", "--fault", "emulator-killed"]);
        await running.PrintsAsync("The app stays up until you press Ctrl-C, but nothing can be delivered any more.");
        const string Gone = "The AWS emulator ended with exit code 137, and everything in its account is gone.";
        Assert.Contains(Gone, running.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", running.Output, StringComparison.Ordinal);
        running.Interrupt();
        Assert.Equal(1, await running.EndAsync());
    }

    [Fact]
    public async Task The_pipeline_is_printed_with_stages_run_orders_and_reactions()
    {
        rehearsal
            .Pipeline.Stage("Promote", SmallPipeline.Approval("Approve"))
            .StageWithWatch(
                "Prod",
                "Errors",
                rehearsal.Pipeline.Build("Deploy", "true"),
                rehearsal.Pipeline.Build("Check", "true", runOrder: 2)
            );
        await rehearsal.PrepareAsync();
        var (code, output) = await rehearsal.RunAsync("pipeline");
        Assert.Equal(0, code);
        Assert.Matches(
            """
            (?x)Pipeline\ small\s+
            Source\s+1\ +Source\ +CodeStarSourceConnection\s+
            Promote\s+1\ +Approve\ +Manual\s+
            Prod\ +on\ failure:\ ROLLBACK;\ then\ watched\ for\ 1\ minutes,\ on\ alarm:\ ROLLBACK\s+
            1\ +Deploy\ +CodeBuild\s+2\ +Check\ +CodeBuild$
            """,
            output
        );
    }

    private Task<string> DeployedAsync() => File.ReadAllTextAsync(rehearsal.Deployed, TestContext.Current.CancellationToken);
}
