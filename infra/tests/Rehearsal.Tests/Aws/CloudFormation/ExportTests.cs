using Rehearsal.Aws.CloudFormation;

namespace Rehearsal.Tests.Aws.CloudFormation;

/// <summary>An export that another stack imports can neither change nor go, as in CloudFormation.</summary>
[Collection<EmulatedAccount>]
public sealed class ExportTests(EmulatedAccount account)
{
    private readonly string exporter = $"Stack{Guid.NewGuid():N}";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Importer => $"{exporter}User";

    [Fact]
    public async Task An_export_that_another_stack_imports_cannot_be_removed()
    {
        await DeployBothAsync();
        Assert.EndsWith(
            $"{exporter} ended as UPDATE_ROLLBACK_COMPLETE: Export {exporter}-name cannot be deleted as it is in use by {Importer}",
            await RefusalAsync(Topic("after")),
            StringComparison.Ordinal
        );
        // What had changed before was changed back.
        await account.DeployAsync(exporter, Exporting("before"), Cancel);
    }

    [Fact]
    public async Task An_export_that_another_stack_imports_cannot_change()
    {
        await DeployBothAsync();
        Assert.EndsWith(
            $"Export {exporter}-name cannot be updated as it is in use by {Importer}",
            await RefusalAsync(Exporting("after")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_export_that_no_stack_imports_any_more_can_change_and_go()
    {
        await DeployBothAsync();
        await account.DeployAsync(Importer, Topic("without"), Cancel);
        await account.DeployAsync(exporter, Exporting("after"), Cancel);
        var outputs = await account.DeployAsync(Importer, Importing, Cancel);
        Assert.Equal("after", outputs["Name"]);
        await account.DeployAsync(Importer, Topic("without"), Cancel);
        await account.DeployAsync(exporter, Topic("after"), Cancel);
        var refusal = await Assert.ThrowsAsync<DeploymentFailed>(() => account.DeployAsync(Importer, Importing, Cancel));
        Assert.Contains($"No export named {exporter}-name found", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_an_update_adds_can_be_imported()
    {
        await account.DeployAsync(exporter, Topic("before"), Cancel);
        await account.DeployAsync(exporter, Exporting("before"), Cancel);
        Assert.Equal("before", (await account.DeployAsync(Importer, Importing, Cancel))["Name"]);
    }

    [Fact]
    public async Task An_export_that_another_stack_has_is_refused()
    {
        await DeployBothAsync();
        await account.DeployAsync($"{exporter}2", Topic("before"), Cancel);
        var refusal = await Assert.ThrowsAsync<DeploymentFailed>(() => account.DeployAsync($"{exporter}2", Exporting("before"), Cancel));
        Assert.EndsWith(
            $"Export with name {exporter}-name is already exported by stack {exporter}.",
            refusal.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_stack_is_not_deleted_while_another_imports_from_it()
    {
        await DeployBothAsync();
        await account.CloudFormationAsync("DeleteStack", Cancel, ("StackName", exporter));
        Assert.Equal("CREATE_COMPLETE", await account.StatusAsync(exporter, Cancel));
        Assert.Equal(
            (exporter, "CREATE_COMPLETE", $"Delete canceled. Cannot delete export {exporter}-name as it is in use by {Importer}."),
            (await account.EventsAsync(exporter, Cancel))[^1]
        );
        await account.CloudFormationAsync("DeleteStack", Cancel, ("StackName", Importer));
        await account.CloudFormationAsync("DeleteStack", Cancel, ("StackName", exporter));
        Assert.Equal("", await account.StatusAsync(exporter, Cancel));
    }

    private static string Topic(string display) =>
        $$""" "Resources": { "Topic": { "Type": "AWS::SNS::Topic", "Properties": { "DisplayName": "{{display}}" } } } """;

    private string Exporting(string value) =>
        $$""" {{Topic(value)}}, "Outputs": { "Name": { "Value": "{{value}}", "Export": { "Name": "{{exporter}}-name" } } } """;

    private string Importing =>
        $$"""
            "Resources": { "Topic": { "Type": "AWS::SNS::Topic", "Properties": {
              "DisplayName": { "Fn::ImportValue": "{{exporter}}-name" } } } },
            "Outputs": { "Name": { "Value": { "Fn::ImportValue": "{{exporter}}-name" } } }
            """;

    private async Task DeployBothAsync()
    {
        await account.DeployAsync(exporter, Exporting("before"), Cancel);
        await account.DeployAsync(Importer, Importing, Cancel);
    }

    private async Task<string> RefusalAsync(string template) =>
        (await Assert.ThrowsAsync<DeploymentFailed>(() => account.DeployAsync(exporter, template, Cancel))).Message;
}
