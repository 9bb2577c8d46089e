using System.Xml.Linq;
using Rehearsal.Aws.Iam;
using Rehearsal.Aws.Moto;

namespace Rehearsal.Aws.CloudFormation;

/// <summary>Creates and updates stacks in an account and a region.</summary>
internal sealed class StackDeployer(EmulatorClient emulator, Credentials administrator, string region)
{
    private static readonly string[] Deployed = ["CREATE_COMPLETE", "UPDATE_COMPLETE"];

    /// <summary>Creates or updates a stack. The emulator answers only when all of its resources run.</summary>
    /// <returns>The stack's outputs.</returns>
    /// <exception cref="DeploymentFailed">CloudFormation would refuse the template, or the stack was rolled back.</exception>
    public async Task<IReadOnlyDictionary<string, string>> DeployAsync(StackDeployment deployment, CancellationToken cancel)
    {
        try
        {
            return await CreateOrUpdateAsync(deployment, cancel);
        }
        catch (AwsError error)
        {
            throw new DeploymentFailed($"{deployment.StackName}: {error.Message}");
        }
        catch (HttpRequestException error)
        {
            throw new DeploymentFailed($"{deployment.StackName}: the emulator does not answer: {error.Message}");
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> CreateOrUpdateAsync(StackDeployment deployment, CancellationToken cancel)
    {
        var name = deployment.StackName;
        var change = await ExistsAsync(name, cancel) ? "UpdateStack" : "CreateStack";
        try
        {
            await CallAsync(
                change,
                name,
                cancel,
                [
                    ("TemplateBody", await File.ReadAllTextAsync(deployment.TemplateFile, cancel)),
                    ("Capabilities.member.1", "CAPABILITY_NAMED_IAM"),
                    ("Capabilities.member.2", "CAPABILITY_AUTO_EXPAND"),
                    .. List("Parameters", "ParameterKey", "ParameterValue", deployment.Parameters),
                    .. List("Tags", "Key", "Value", deployment.Tags),
                ]
            );
        }
        catch (AwsError error) when (error.Message.Contains("No updates are to be performed", StringComparison.Ordinal)) { }

        var stack = (await CallAsync("DescribeStacks", name, cancel)).Members("Stacks").Single();
        var status = stack.Value("StackStatus")!;
        var events = await LatestEventsAsync(name, cancel);
        if (!Deployed.Contains(status))
        {
            var rollback = events.FirstOrDefault(entry => entry.Status.EndsWith("ROLLBACK_IN_PROGRESS", StringComparison.Ordinal));
            throw new DeploymentFailed($"{name} ended as {status}: {rollback?.Reason ?? "no reason"}{WayOut(name, status, events)}");
        }
        await File.AppendAllLinesAsync(
            deployment.Log,
            [$"{name} {status}", .. events.Where(entry => entry.IsWorthTelling).Select(entry => entry.ToString())],
            cancel
        );
        return stack
            .Members("Outputs")
            .ToDictionary(output => output.Value("OutputKey")!, output => output.Value("OutputValue")!, StringComparer.Ordinal);
    }

    /// <summary>Says why the stack could not be rolled back either, and what is left to do.</summary>
    private static string WayOut(string name, string status, IReadOnlyList<StackEvent> events)
    {
        if (status != "UPDATE_ROLLBACK_FAILED")
            return "";
        var why = events.Last(entry => entry.Status == status).Reason?.TrimEnd('.');
        return $"; the rollback has failed, too: {why}. Remove the cause and run `aws cloudformation continue-update-rollback "
            + $"--stack-name {name}`, or skip the resource with --resources-to-skip.";
    }

    private async Task<bool> ExistsAsync(string name, CancellationToken cancel)
    {
        try
        {
            await CallAsync("DescribeStacks", name, cancel);
            return true;
        }
        catch (AwsError)
        {
            return false;
        }
    }

    /// <summary>Gets the events since the latest change of the stack began, oldest first.</summary>
    private async Task<IReadOnlyList<StackEvent>> LatestEventsAsync(string name, CancellationToken cancel)
    {
        var answer = await CallAsync("DescribeStackEvents", name, cancel);
        StackEvent[] newestFirst =
        [
            .. answer
                .Members("StackEvents")
                .Select(entry => new StackEvent(
                    entry.Value("LogicalResourceId")!,
                    entry.Value("ResourceStatus")!,
                    entry.Value("ResourceStatusReason")
                )),
        ];
        return [.. newestFirst.Take(Array.FindIndex(newestFirst, entry => entry.Reason == "User Initiated") + 1).Reverse()];
    }

    private static IEnumerable<(string Name, string Value)> List(
        string name,
        string key,
        string value,
        IReadOnlyDictionary<string, string> entries
    ) =>
        entries.SelectMany<KeyValuePair<string, string>, (string, string)>(
            (entry, index) => [($"{name}.member.{index + 1}.{key}", entry.Key), ($"{name}.member.{index + 1}.{value}", entry.Value)]
        );

    private Task<XElement> CallAsync(
        string action,
        string stack,
        CancellationToken cancel,
        params (string Name, string Value)[] parameters
    ) =>
        emulator.QueryAsync(
            "cloudformation",
            new Dictionary<string, string>(parameters.Select(parameter => KeyValuePair.Create(parameter.Name, parameter.Value)))
            {
                ["Action"] = action,
                ["Version"] = "2010-05-15",
                ["StackName"] = stack,
            },
            cancel,
            administrator,
            region
        );

    private sealed record StackEvent(string Resource, string Status, string? Reason)
    {
        /// <summary>Whether something stays behind.</summary>
        public bool IsWorthTelling =>
            Status is "DELETE_SKIPPED" or "DELETE_FAILED" || Reason?.Contains("snapshot", StringComparison.Ordinal) == true;

        public override string ToString() => $"{Resource} {Status} {Reason}";
    }
}
