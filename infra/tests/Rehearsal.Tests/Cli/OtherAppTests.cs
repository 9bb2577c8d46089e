namespace Rehearsal.Tests.Cli;

/// <summary>Pipelines that others wrote, rebuilt in small from their shape: infra/tests/OtherPipelines.</summary>
public sealed class OtherAppTests
{
    [Fact]
    public async Task The_example_of_the_documentation_is_delivered_to_both_stages()
    {
        await using var app = await OtherApp.SynthesiseAsync("two-stages", again: true);
        var (code, output) = await app.RehearseAsync();
        Assert.True(code == 0, output);
        Assert.Matches(@"Build +Synth +succeeded(?s:.*)UpdatePipeline +SelfMutate +succeeded", output);
        Assert.Matches(
            @"Test +Validate +succeeded(?s:.*)Prod +PromoteToProd +succeeded .*approved(?s:.*)Prod +Web.Deploy +succeeded",
            output
        );
        Assert.DoesNotContain("Sign in", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workshop_of_aws_samples_is_delivered_and_the_test_of_an_api_that_answers_nothing_is_named()
    {
        await using var app = await OtherApp.SynthesiseAsync("workshop");
        var (code, output) = await app.RehearseAsync();
        Assert.True(code == 0, output);
        Assert.Matches(@"Nothing runs behind these resources of Deploy-WebService: .*Hello\w+ \(AWS::Lambda::Function\)", output);
        Assert.Matches(@"Assets +Hello_Code +succeeded(?s:.*)Deploy +WebService.Deploy +succeeded", output);
        const string Api = @"GatewayUrl of Deploy-WebService leads to Endpoint\w+ \(AWS::ApiGateway::RestApi\), behind which nothing runs";
        Assert.Matches($@"Deploy +TestApiEndpoint +not rehearsed .*{Api}", output);
    }

    [Fact]
    public async Task The_reference_architecture_is_delivered_to_the_accounts_and_regions_of_its_environments()
    {
        await using var app = await OtherApp.SynthesiseAsync("reference");
        var (code, output) = await app.RehearseAsync();
        Assert.True(code == 0, output);
        Assert.Matches(@"Build +Scan +succeeded(?s:.*)Build +Build +succeeded(?s:.*)Build +Synth +succeeded", output);
        Assert.Matches(@"Assets +FileAssets +succeeded(?s:.*)Beta-us-west-2 +E2E_Test +succeeded", output);
        Assert.Matches(@"Gamma-0 +Gamma-us-west-2\.Performance_Test +succeeded", output);
        Assert.Matches(@"Gamma-0 +Gamma-us-east-1\.Performance_Test +succeeded", output);
        Assert.Matches(@"Gamma-0 +PromoteToProd +succeeded(?s:.*)Prod-0 +Prod-us-east-1\.fruit-api\.Deploy +succeeded", output);
    }

    [Fact]
    public async Task All_that_cant_be_rehearsed_is_named_at_once_before_anything_runs()
    {
        await using var app = await OtherApp.SynthesiseAsync("whole-reference");
        var (code, output) = await app.RehearseAsync();
        Assert.True(code == 2, output);
        Assert.DoesNotContain("started", output, StringComparison.Ordinal);
        Assert.Contains("- Build.Review: its provider is Lambda (AWS)", output, StringComparison.Ordinal);
        foreach (var stack in (string[])["Beta-us-west-2", "Gamma-us-west-2", "Gamma-us-east-1", "Prod-us-west-2", "Prod-us-east-1"])
        {
            Assert.Matches($@"- .*{stack}\.fruit-api\.Prepare: Canary\w+ in {stack}-fruit-api is an AWS::Synthetics::Canary", output);
            Assert.Matches(
                $@"- .*{stack}\.fruit-api\.Prepare: Deployments\w+ in {stack}-fruit-api is an AWS::CodeDeploy::Application",
                output
            );
        }
    }
}
