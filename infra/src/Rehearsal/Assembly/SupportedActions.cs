namespace Rehearsal.Assembly;

/// <summary>
/// The actions that the rehearsal runs, and the keys of their configuration that it follows or that make no difference to it. The rest is
/// named before the pipeline runs: nothing is left out without a word.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-reference.html"/>
internal static class SupportedActions
{
    private static readonly Dictionary<string, string[]> Keys = new()
    {
        ["CodeBuild"] = ["ProjectName", "PrimarySource", "EnvironmentVariables"],
        ["CloudFormation"] =
        [
            "ActionMode",
            "Capabilities",
            "ChangeSetName",
            "OutputFileName",
            "ParameterOverrides",
            "RoleArn",
            "StackName",
            "TemplateConfiguration",
            "TemplatePath",
        ],
        ["CodeCommit"] = ["BranchName", "OutputArtifactFormat", "PollForSourceChanges", "RepositoryName"],
        ["CodeStarSourceConnection"] = ["BranchName", "ConnectionArn", "DetectChanges", "FullRepositoryId", "OutputArtifactFormat"],
        ["GitHub"] = ["Branch", "OAuthToken", "Owner", "PollForSourceChanges", "Repo"],
        ["Manual"] = ["CustomData", "ExternalEntityLink", "NotificationArn"],
    };

    private static readonly string[] ActionModes = ["CREATE_UPDATE", "CHANGE_SET_REPLACE", "CHANGE_SET_EXECUTE"];

    /// <summary>The keys whose values only AWS needs. They may depend on resources.</summary>
    private static readonly string[] OfAwsOnly =
    [
        "ConnectionArn",
        "NotificationArn",
        "OAuthToken",
        "ProjectName",
        "RoleArn",
        "DetectChanges",
        "PollForSourceChanges",
    ];

    /// <summary>Whether the rehearsal needs the value of a key of a configuration.</summary>
    public static bool Needs(string key) => !OfAwsOnly.Contains(key);

    public static bool Has(string provider) => Keys.ContainsKey(provider);

    /// <summary>Says what can't be rehearsed in an action, if anything.</summary>
    public static IEnumerable<string> Flaws(string owner, string provider, IEnumerable<string> keys, string? actionMode)
    {
        if (!Keys.TryGetValue(provider, out var known))
        {
            yield return $"its provider is {provider} ({owner}), and the rehearsal supports only {string.Join(", ", Keys.Keys)}";
            yield break;
        }
        foreach (var key in keys.Except(known))
            yield return $"its configuration has {key}, which the rehearsal of {provider} doesn't support";
        if (provider == "CloudFormation" && !ActionModes.Contains(actionMode))
            yield return $"its ActionMode is {actionMode}, and the rehearsal supports only {string.Join(", ", ActionModes)}";
    }
}
