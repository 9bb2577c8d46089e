using Rehearsal.Aws.CloudFormation;

namespace Steps.Tests;

/// <summary>Has its own account, since other tests have stacks with the same names.</summary>
public sealed class RemoveFailedStacksScriptTests(StepScripts scripts) : IClassFixture<StepScripts>
{
    private const string Good = """
        {
          "Resources": { "Group": { "Type": "AWS::Logs::LogGroup" } },
          "Outputs": { "Name": { "Value": { "Ref": "Group" }, "Export": { "Name": "the-groups-name" } } }
        }
        """;

    /// <summary>The emulated account refuses a certificate for a custom domain.</summary>
    private const string Bad = """
        {
          "Resources": {
            "Group": { "Type": "AWS::Logs::LogGroup" },
            "Certificate": {
              "Type": "AWS::CertificateManager::Certificate", "DependsOn": "Group", "Properties": { "DomainName": "api.example.com" }
            }
          },
          "Outputs": { "Name": { "Value": { "Ref": "Group" }, "Export": { "Name": "the-groups-name" } } }
        }
        """;

    [Fact]
    public async Task A_stack_whose_first_creation_failed_blocks_the_next_push_until_it_is_deleted()
    {
        await scripts.DeployAsync("Expenses-Dev-Vpc", """{ "Resources": { "Group": { "Type": "AWS::Logs::LogGroup" } } }""");
        await Assert.ThrowsAsync<DeploymentFailed>(() => scripts.DeployAsync("Expenses-Dev-Database", Bad));
        Assert.Equal("ROLLBACK_COMPLETE", await StatusAsync("Expenses-Dev-Database"));
        var blocked = await Assert.ThrowsAsync<DeploymentFailed>(() => scripts.DeployAsync("Expenses-Dev-Database", Good));
        Assert.Contains("is in ROLLBACK_COMPLETE state and can not be updated", blocked.Message, StringComparison.Ordinal);

        var (code, output) = await scripts.RunAsync("remove-failed-stacks.sh", ["Dev"], []);
        Assert.True(code == 0, output);
        Assert.Equal("Expenses-Dev-Database is deleted", output);
        await scripts.DeployAsync("Expenses-Dev-Database", Good);
        Assert.Equal("CREATE_COMPLETE", await StatusAsync("Expenses-Dev-Database"));
        Assert.Equal("CREATE_COMPLETE", await StatusAsync("Expenses-Dev-Vpc"));
    }

    [Fact]
    public async Task Stacks_of_another_environment_are_not_deleted()
    {
        await Assert.ThrowsAsync<DeploymentFailed>(() =>
            scripts.DeployAsync("Expenses-Prod-Cache", Bad.Replace("the-groups-name", "prods", StringComparison.Ordinal))
        );
        var (code, output) = await scripts.RunAsync("remove-failed-stacks.sh", ["Dev"], []);
        Assert.True(code == 0, output);
        Assert.Equal("No stack of Dev is in ROLLBACK_COMPLETE: nothing is deleted.", output);
        Assert.Equal("ROLLBACK_COMPLETE", await StatusAsync("Expenses-Prod-Cache"));
    }

    /// <summary>The states are made up: a stack only gets into them if a resource resists its deletion.</summary>
    [Theory]
    [InlineData("ROLLBACK_FAILED")]
    [InlineData("CREATE_FAILED")]
    [InlineData("DELETE_FAILED")]
    public async Task A_stack_that_may_have_resources_is_not_deleted(string status)
    {
        using var programs = new RecordedPrograms();
        programs.Add(
            "aws",
            $"""
            case "$*" in *describe-stacks*)
              printf '{status}\tExpenses-Prod-Database\tarn:1\nUPDATE_COMPLETE\tExpenses-Prod-Vpc\tarn:2\n' ;;
            esac
            """
        );
        var (code, output) = await scripts.RunAsync(
            "remove-failed-stacks.sh",
            ["Prod"],
            new() { ["PATH"] = programs.PrependTo(scripts.SearchPath) }
        );
        Assert.True(code == 0, output);
        Assert.Contains($"Expenses-Prod-Database is in {status} and is not deleted", output, StringComparison.Ordinal);
        Assert.Single(programs.Calls);
    }

    [Fact]
    public async Task Retained_resources_are_listed()
    {
        using var programs = new RecordedPrograms();
        programs.Add(
            "aws",
            """
            case "$*" in
              *describe-stacks*) printf 'ROLLBACK_COMPLETE\tExpenses-Prod-BackendApp\tarn:1\n' ;;
              *list-stack-resources*) printf 'AWS::S3::Bucket\tlogs-1\n' ;;
            esac
            """
        );
        var (code, output) = await scripts.RunAsync(
            "remove-failed-stacks.sh",
            ["Prod"],
            new() { ["PATH"] = programs.PrependTo(scripts.SearchPath) }
        );
        Assert.True(code == 0, output);
        Assert.EndsWith("AWS::S3::Bucket\tlogs-1", output, StringComparison.Ordinal);
        Assert.Contains("aws cloudformation delete-stack --stack-name arn:1", programs.Calls);
    }

    [Fact]
    public async Task An_unknown_environment_is_refused()
    {
        var (code, output) = await scripts.RunAsync("remove-failed-stacks.sh", ["test"], []);
        Assert.Equal(2, code);
        Assert.Contains("\"test\" is not an environment", output, StringComparison.Ordinal);
    }

    private async Task<string> StatusAsync(string stack) =>
        (
            await scripts.AwsAsync(
                "cloudformation",
                "describe-stacks",
                "--stack-name",
                stack,
                "--query",
                "Stacks[0].StackStatus",
                "--output",
                "text"
            )
        ).Trim();
}
