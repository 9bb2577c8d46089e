using System.Diagnostics;

namespace AwsDeployment.Tests;

public sealed class DeployToAwsTests(OwnAccount account, ITestOutputHelper output) : IClassFixture<OwnAccount>
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["ACCOUNT"] = OwnAccount.Account,
        ["REGION"] = OwnAccount.Region,
        ["OWNER/NAME"] = OwnAccount.Repository,
    };

    [Fact]
    public async Task The_readmes_commands_deploy_to_aws_and_tear_everything_down()
    {
        Assert.SkipWhen(
            account.EngineMissing is not null && Environment.GetEnvironmentVariable("CI") != "true",
            $"No image is built here: {account.EngineMissing}"
        );
        foreach (var block in ReadmeBlocks.Of("Deploy to AWS", Values))
        {
            var watch = Stopwatch.StartNew();
            if (block.Contains("remove-environment.sh Prod", StringComparison.Ordinal))
                account.StopProtectingProd();
            if (block.StartsWith("gh workflow run", StringComparison.Ordinal))
            {
                await new WorkflowRun(
                    account,
                    new Dictionary<string, string> { ["account"] = OwnAccount.Account, ["region"] = OwnAccount.Region }
                ).RunAsync("targets", "bootstrap", "pipeline");
            }
            else
            {
                var (code, printed) = await account.RunAsync("set -x\n" + block, Typed(block));
                Assert.True(code == 0, $"{block}{Environment.NewLine}{printed}");
                output.WriteLine(printed);
            }
            output.WriteLine($"==== {watch.Elapsed.TotalSeconds:0} s: {block}");
        }
    }

    private static string Typed(string block) =>
        block.Contains("store-token.sh", StringComparison.Ordinal) ? "github_pat_made_up\n"
        : block.Contains("remove-environment.sh Prod", StringComparison.Ordinal) ? "Expenses-Prod\n"
        : "Expenses-Dev\n";
}
