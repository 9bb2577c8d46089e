using Rehearsal.Pipeline;
using Rehearsal.Tests.Pipeline;

namespace Rehearsal.Tests.Aws.Iam;

/// <summary>Steps of a small pipeline with roles: the emulator refuses what AWS would refuse.</summary>
public sealed class PermissionTests(EmulatedAccount account) : SmallPipelineTests(account)
{
    private const string Read = "aws ssm get-parameter --name welcome --query Parameter.Value --output text | grep welcome-back";
    private const string MayRead =
        """{ "Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "arn:aws:ssm:*:*:parameter/welcome" }""";
    private const string Put = "aws s3api put-object --bucket written-once --key a --body release.txt";
    private const string MayPut = """{ "Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::written-once/*" }""";
    private const string MayList = """{ "Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::written-once" }""";

    /// <summary>A bucket that has objects outlives its stack, and its name would be taken.</summary>
    private readonly string bucket = $"written-once-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_step_may_call_what_its_role_allows()
    {
        var (outcome, output) = await RunAsync(Read, MayRead);
        Assert.True(outcome == Outcome.Succeeded, output);
    }

    [Fact]
    public async Task A_step_whose_role_lacks_a_permission_fails_with_the_words_of_AWS()
    {
        var (outcome, output) = await RunAsync(Read);
        Assert.Equal(Outcome.Failed, outcome);
        Assert.Matches(
            @"An error occurred \(AccessDeniedException\) when calling the GetParameter operation: "
                + @"User: arn:aws:sts::111111111111:assumed-role/Small-Tester\S*/AWSCodeBuild-\S+ is not authorized to perform: "
                + "ssm:GetParameter on resource: arn:aws:ssm:us-east-1:111111111111:parameter/welcome "
                + "because no identity-based policy allows the ssm:GetParameter action",
            output
        );
    }

    [Fact]
    public async Task An_explicit_deny_wins()
    {
        var (outcome, output) = await RunAsync(Read, MayRead, MayRead.Replace("Allow", "Deny", StringComparison.Ordinal));
        Assert.Equal(Outcome.Failed, outcome);
        Assert.Contains("ssm:GetParameter on resource: ", output, StringComparison.Ordinal);
        Assert.Contains(" with an explicit deny in an identity-based policy", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_policy_denies_what_its_condition_says()
    {
        var (outcome, output) = await RunAsync($"{Put} --if-none-match '*' && {Put}", MayPut);
        Assert.Equal(Outcome.Failed, outcome);
        Assert.Contains(
            $"s3:PutObject on resource: \"arn:aws:s3:::{bucket}/a\" with an explicit deny in a resource-based policy",
            output,
            StringComparison.Ordinal
        );
        Assert.Contains("ETag", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("403", "Forbidden", MayRead)]
    [InlineData("404", "Not Found", MayList)]
    public async Task S3_reports_a_missing_object_only_to_a_role_that_may_list_the_bucket(string code, string reason, string statement)
    {
        var (_, output) = await RunAsync(
            "aws s3api head-object --bucket written-once --key missing",
            MayPut.Replace("Put", "Get", StringComparison.Ordinal),
            statement
        );
        Assert.Contains($"An error occurred ({code}) when calling the HeadObject operation: {reason}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_without_a_known_permission_is_named_with_the_file_that_lacks_it()
    {
        var (outcome, output) = await RunAsync("aws sns list-topics", """{ "Effect": "Allow", "Action": "*", "Resource": "*" }""");
        Assert.Equal(Outcome.Failed, outcome);
        const string Reason =
            "The rehearsal doesn't know which permissions ListTopics of the service sns needs: "
            + "add it to infra/src/Rehearsal/Aws/Moto/emulator/permissions/actions.py.";
        Assert.True(output.Contains(Reason, StringComparison.Ordinal), output);
    }

    [Fact]
    public async Task A_role_that_does_not_trust_CodeBuild_fails_the_step()
    {
        Pipeline.Role("Tester", [], "ecs-tasks.amazonaws.com").Stage("Test", Pipeline.Build("Check", "true", role: "Tester"));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("doesn't let codebuild.amazonaws.com assume it", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_without_a_role_has_no_credentials()
    {
        Pipeline.Stage("Test", Pipeline.Build("Check", Read));
        using var run = Run();
        Assert.Equal(Outcome.Failed, await run.PushAsync());
        Assert.Contains("Unable to locate credentials", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Runs a step with a role of these statements. The bucket written-once has a name of its own in each test.</summary>
    private async Task<(Outcome Outcome, string Output)> RunAsync(string command, params string[] statements)
    {
        Pipeline
            .Role("Tester", [.. statements.Select(InBucket)])
            .Resource(
                "Welcome",
                """{ "Type": "AWS::SSM::Parameter", "Properties": { "Name": "welcome", "Type": "String", "Value": "welcome-back" } }"""
            )
            .Resource("Bucket", InBucket("""{ "Type": "AWS::S3::Bucket", "Properties": { "BucketName": "written-once" } }"""))
            .Resource(
                "BucketPolicy",
                InBucket(
                    """
                    {
                      "Type": "AWS::S3::BucketPolicy",
                      "Properties": {
                        "Bucket": { "Ref": "Bucket" },
                        "PolicyDocument": {
                          "Version": "2012-10-17",
                          "Statement": [
                            {
                              "Effect": "Deny",
                              "Principal": "*",
                              "Action": "s3:PutObject",
                              "Resource": "arn:aws:s3:::written-once/*",
                              "Condition": { "Null": { "s3:if-none-match": "true" } }
                            }
                          ]
                        }
                      }
                    }
                    """
                )
            )
            .Stage("Test", Pipeline.Build("Check", InBucket(command), role: "Tester"));
        using var run = Run();
        var outcome = await run.PushAsync();
        // The report shortens long lines.
        var logs = Directory.GetFiles(Repository.Folder.Executions, "Test.Check.log", SearchOption.AllDirectories);
        return (outcome, $"{run.Output}{await File.ReadAllTextAsync(logs.Single(), TestContext.Current.CancellationToken)}");
    }

    private string InBucket(string text) => text.Replace("written-once", bucket, StringComparison.Ordinal);
}
