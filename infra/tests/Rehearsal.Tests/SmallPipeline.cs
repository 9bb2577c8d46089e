using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rehearsal.Tests;

/// <summary>A cloud assembly with a pipeline of a few actions, as CDK would write it.</summary>
internal sealed class SmallPipeline
{
    private readonly JsonObject resources = [];
    private readonly JsonArray stages = [];

    public SmallPipeline() => Stage("Source", new JsonObject
    {
        ["Name"] = "Source",
        ["RunOrder"] = 1,
        ["ActionTypeId"] = new JsonObject { ["Category"] = "Source", ["Provider"] = "CodeStarSourceConnection" },
        ["Configuration"] = new JsonObject { ["FullRepositoryId"] = "example/small", ["BranchName"] = "main" },
        ["OutputArtifacts"] = new JsonArray { new JsonObject { ["Name"] = "Source" } },
    });

    public SmallPipeline Stage(string name, params JsonObject[] actions)
    {
        stages.Add(new JsonObject { ["Name"] = name, ["Actions"] = new JsonArray([.. actions]) });
        return this;
    }

    /// <summary>A stage that is to be rolled back when it fails.</summary>
    public SmallPipeline StageThatGoesBack(string name, params JsonObject[] actions)
    {
        Stage(name, actions);
        stages[^1]!["OnFailure"] = new JsonObject { ["Result"] = "ROLLBACK" };
        return this;
    }

    /// <param name="output">The artifact that the action makes, and the folder that it makes it of.</param>
    public JsonObject Build(string name, string command, int runOrder = 1, (string Artifact, string Folder)? output = null, string input = "Source", bool privileged = false, string? variables = null)
    {
        var spec = new JsonObject { ["phases"] = new JsonObject { ["build"] = new JsonObject { ["commands"] = new JsonArray { command } } } };
        if (output is { } made)
            spec["artifacts"] = new JsonObject { ["base-directory"] = made.Folder, ["files"] = "**/*" };
        resources[$"{name}Project"] = new JsonObject
        {
            ["Type"] = "AWS::CodeBuild::Project",
            ["Properties"] = new JsonObject { ["Source"] = new JsonObject { ["BuildSpec"] = spec.ToJsonString() }, ["Environment"] = new JsonObject { ["PrivilegedMode"] = privileged } },
        };
        var configuration = new JsonObject { ["ProjectName"] = new JsonObject { ["Ref"] = $"{name}Project" } };
        if (variables is not null)
            configuration["EnvironmentVariables"] = variables;
        return Action(name, "CodeBuild", runOrder, configuration, input, output?.Artifact);
    }

    public static JsonObject Approval(string name) => Action(name, "Manual", 1, []);

    /// <param name="template">The path of the template in the artifact "Assembly".</param>
    public static JsonObject Stack(string name, string template, string space) =>
        Action(name, "CloudFormation", 1, new() { ["ActionMode"] = "CREATE_UPDATE", ["StackName"] = name, ["TemplatePath"] = $"Assembly::{template}" }, "Assembly", space: space);

    public static JsonObject Action(string name, string provider, int runOrder, JsonObject configuration, string? input = null, string? output = null, string? space = null)
    {
        var action = new JsonObject { ["Name"] = name, ["RunOrder"] = runOrder, ["ActionTypeId"] = new JsonObject { ["Provider"] = provider }, ["Configuration"] = configuration };
        if (input is not null)
            action["InputArtifacts"] = new JsonArray { new JsonObject { ["Name"] = input } };
        if (output is not null)
            action["OutputArtifacts"] = new JsonArray { new JsonObject { ["Name"] = output } };
        if (space is not null)
            action["Namespace"] = space;
        return action;
    }

    public void Write(string folder, Action<JsonArray>? change = null)
    {
        change?.Invoke(stages);
        var pipeline = new JsonObject { ["Type"] = "AWS::CodePipeline::Pipeline", ["Properties"] = new JsonObject { ["Name"] = "small", ["Stages"] = stages.DeepClone() } };
        var all = (JsonObject)resources.DeepClone();
        all["Pipeline"] = pipeline;
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "Small.template.json"), new JsonObject { ["Resources"] = all }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }
}
