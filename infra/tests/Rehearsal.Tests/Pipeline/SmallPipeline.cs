using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Assembly;
using Rehearsal.Aws;
using Rehearsal.Aws.Moto;

namespace Rehearsal.Tests.Pipeline;

/// <summary>A cloud assembly with a pipeline of a few actions, as CDK would write it.</summary>
internal sealed class SmallPipeline
{
    /// <summary>The assembly's manifest for the CDK CLI.</summary>
    private const string Manifest = """
        {
          "version": "48.0.0",
          "artifacts": {
            "Small": {
              "type": "aws:cloudformation:stack",
              "environment": "aws://unknown-account/unknown-region",
              "properties": { "templateFile": "Small.template.json" }
            }
          }
        }
        """;

    private const string RoleArn = $"arn:aws:iam::{Emulator.Account}:role/small";

    /// <summary>A command that lets the following ones do anything in the account.</summary>
    public const string AsAdministrator = "export AWS_ACCESS_KEY_ID=rehearsal AWS_SECRET_ACCESS_KEY=rehearsal;";

    /// <summary>The stack of the pipeline.</summary>
    public static AssemblyStack Home { get; } = new("Small", "Small", "Small.template.json") { Environment = LocalCloud.DefaultHome };

    private readonly JsonObject resources = [];
    private readonly JsonObject properties = new()
    {
        ["Name"] = "small",
        ["RoleArn"] = RoleArn,
        ["ArtifactStore"] = new JsonObject { ["Type"] = "S3", ["Location"] = "small-artifacts" },
    };
    private readonly JsonArray stages = [];

    public SmallPipeline() => Stage("Source", Source("Source", "CODE_ZIP"));

    /// <summary>Whether a build has a role, so that the pipeline's stack must exist.</summary>
    public bool HasRoles => resources.Any(resource => (string?)resource.Value!["Type"] == "AWS::IAM::Role");

    /// <summary>Adds a full-clone source beside the archive source.</summary>
    public SmallPipeline WithHistory()
    {
        stages[0]!["Actions"]!.AsArray().Add(Source("History", "CODEBUILD_CLONE_REF"));
        return this;
    }

    /// <summary>Adds a source of another repository or branch.</summary>
    public SmallPipeline WithSource(string name, string repository, string branch)
    {
        var source = Source(name, "CODE_ZIP");
        source["Configuration"]!["FullRepositoryId"] = repository;
        source["Configuration"]!["BranchName"] = branch;
        stages[0]!["Actions"]!.AsArray().Add(source);
        return this;
    }

    public SmallPipeline Stage(string name, params JsonObject[] actions)
    {
        stages.Add(new JsonObject { ["Name"] = name, ["Actions"] = new JsonArray([.. actions]) });
        return this;
    }

    /// <summary>Adds a stage that rolls back if it fails.</summary>
    public SmallPipeline StageWithRollback(string name, params JsonObject[] actions) =>
        StageThatReacts(name, new() { ["Result"] = "ROLLBACK" }, actions);

    public SmallPipeline StageThatReacts(string name, JsonObject onFailure, params JsonObject[] actions)
    {
        Stage(name, actions);
        stages[^1]!["OnFailure"] = onFailure;
        return this;
    }

    /// <summary>Adds a stage that rolls back if an alarm goes off within a minute after its last action.</summary>
    public SmallPipeline StageWithWatch(string name, string alarm, params JsonObject[] actions) =>
        StageWithRollback(name, actions).WithCondition("OnSuccess", "ROLLBACK", Alarm("Watch", alarm, minutes: 1));

    /// <summary>Adds a condition to the last stage.</summary>
    /// <param name="kind">BeforeEntry, OnSuccess or OnFailure.</param>
    public SmallPipeline WithCondition(string kind, string result, params JsonObject[] rules)
    {
        var condition = new JsonObject { ["Result"] = result, ["Rules"] = new JsonArray([.. rules]) };
        stages[^1]![kind] = new JsonObject { ["Conditions"] = new JsonArray { condition } };
        return this;
    }

    public static JsonObject Alarm(string name, string alarm, int minutes) =>
        Rule(
            name,
            "CloudWatchAlarm",
            new()
            {
                ["AlarmName"] = alarm,
                ["AlarmStates"] = "ALARM",
                ["WaitTime"] = $"{minutes}",
            }
        );

    public static JsonObject Variable(string name, string variable, string comparison, string value) =>
        Rule(
            name,
            "VariableCheck",
            new()
            {
                ["Variable"] = variable,
                ["Operator"] = comparison,
                ["Value"] = value,
            }
        );

    /// <param name="input">The artifact that the command runs in; null for none.</param>
    public static JsonObject Command(string name, string command, string? input = "Source")
    {
        var rule = Rule(name, "Commands", []);
        rule["Commands"] = new JsonArray { command };
        if (input is not null)
            rule["InputArtifacts"] = new JsonArray { new JsonObject { ["Name"] = input } };
        return rule;
    }

    public static JsonObject Rule(string name, string provider, JsonObject configuration) =>
        new()
        {
            ["Name"] = name,
            ["RuleTypeId"] = new JsonObject
            {
                ["Category"] = "Rule",
                ["Owner"] = "AWS",
                ["Provider"] = provider,
                ["Version"] = "1",
            },
            ["Configuration"] = configuration,
        };

    public SmallPipeline With(string property, JsonNode value)
    {
        properties[property] = value;
        return this;
    }

    /// <param name="output">The action's output artifact and the folder with its files.</param>
    public JsonObject Build(
        string name,
        string command,
        int runOrder = 1,
        (string Artifact, string Folder)? output = null,
        string input = "Source",
        bool privileged = false,
        string? variables = null,
        string? role = null
    )
    {
        var spec = new JsonObject
        {
            ["version"] = "0.2",
            ["phases"] = new JsonObject { ["build"] = new JsonObject { ["commands"] = new JsonArray { command } } },
        };
        if (output is { } made)
            spec["artifacts"] = new JsonObject { ["base-directory"] = made.Folder, ["files"] = "**/*" };
        var action = Build(
            name,
            spec.ToJsonString(),
            runOrder,
            output?.Artifact is { } artifact ? [artifact] : [],
            input,
            privileged,
            role
        );
        if (variables is not null)
            action["Configuration"]!["EnvironmentVariables"] = variables;
        return action;
    }

    /// <param name="spec">The build spec; null leaves it to the source.</param>
    public JsonObject Build(
        string name,
        string? spec,
        int runOrder,
        string[] outputs,
        string input = "Source",
        bool privileged = false,
        string? role = null
    )
    {
        resources[$"{name}Project"] = new JsonObject
        {
            ["Type"] = "AWS::CodeBuild::Project",
            ["Properties"] = new JsonObject
            {
                ["ServiceRole"] = RoleArn,
                ["Source"] = new JsonObject { ["Type"] = "CODEPIPELINE", ["BuildSpec"] = spec },
                ["Artifacts"] = new JsonObject { ["Type"] = "CODEPIPELINE" },
                ["Environment"] = new JsonObject
                {
                    ["Type"] = "LINUX_CONTAINER",
                    ["ComputeType"] = "BUILD_GENERAL1_SMALL",
                    ["Image"] = "aws/codebuild/standard:7.0",
                    ["PrivilegedMode"] = privileged,
                },
            },
        };
        if (role is not null)
            resources[$"{name}Project"]!["Properties"]!["ServiceRole"] = JsonNode.Parse($$"""{ "Fn::GetAtt": ["{{role}}", "Arn"] }""");
        var configuration = new JsonObject { ["ProjectName"] = new JsonObject { ["Ref"] = $"{name}Project" } };
        var action = Action(name, "CodeBuild", runOrder, configuration, input, space: name);
        action["OutputArtifacts"] = new JsonArray([.. outputs.Select(output => new JsonObject { ["Name"] = output })]);
        return action;
    }

    /// <summary>Limits how long a build may run.</summary>
    public SmallPipeline LimitTo(int minutes, string build)
    {
        resources[$"{build}Project"]!["Properties"]!["TimeoutInMinutes"] = minutes;
        return this;
    }

    /// <summary>Sets a property of a build's project, or of its environment if it has it.</summary>
    public SmallPipeline WithProject(string build, string property, JsonNode value)
    {
        var project = resources[$"{build}Project"]!["Properties"]!;
        var owner = project["Environment"]![property] is null ? project : project["Environment"]!;
        owner[property] = value;
        return this;
    }

    /// <summary>Adds a role for builds.</summary>
    /// <param name="statements">The statements of its policy, as JSON, in addition to those that CodeBuild needs.</param>
    /// <param name="service">The service that may assume it.</param>
    public SmallPipeline Role(string name, string[] statements, string service = "codebuild.amazonaws.com")
    {
        string[] all =
        [
            """{ "Effect": "Allow", "Action": ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "Resource": "*" }""",
            """{ "Effect": "Allow", "Action": ["s3:Get*", "s3:List*", "s3:PutObject"], "Resource": "arn:aws:s3:::small-artifacts*" }""",
            .. statements,
        ];
        Resource(
            name,
            $$"""
            {
              "Type": "AWS::IAM::Role",
              "Properties": {
                "AssumeRolePolicyDocument": {
                  "Version": "2012-10-17",
                  "Statement": [{ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Service": "{{service}}" } }]
                }
              }
            }
            """
        );
        return Resource(
            $"{name}Policy",
            $$"""
            {
              "Type": "AWS::IAM::Policy",
              "Properties": {
                "PolicyName": "{{name}}Policy",
                "PolicyDocument": { "Version": "2012-10-17", "Statement": [{{string.Join(", ", all)}}] },
                "Roles": [{ "Ref": "{{name}}" }]
              }
            }
            """
        );
    }

    /// <summary>Adds a resource to the pipeline's stack.</summary>
    public SmallPipeline Resource(string name, string json)
    {
        resources[name] = JsonNode.Parse(json);
        return this;
    }

    public static JsonObject Approval(string name, int? minutes = null)
    {
        var approval = Action(name, "Manual", 1, []);
        approval["TimeoutInMinutes"] = minutes;
        return approval;
    }

    /// <summary>An action that makes or executes a change set of a stack.</summary>
    /// <param name="mode">CHANGE_SET_REPLACE or CHANGE_SET_EXECUTE.</param>
    public static JsonObject ChangeSet(string name, string stack, string mode, int runOrder, string template, string? space = null)
    {
        var configuration = new JsonObject
        {
            ["ActionMode"] = mode,
            ["StackName"] = stack,
            ["ChangeSetName"] = "changes",
        };
        if (mode == "CHANGE_SET_REPLACE")
            configuration["TemplatePath"] = $"Assembly::{template}";
        return Action(name, "CloudFormation", runOrder, configuration, "Assembly", space: space);
    }

    /// <param name="template">The path of the template in the artifact "Assembly".</param>
    public static JsonObject Stack(string name, string template, string space) =>
        Action(
            name,
            "CloudFormation",
            1,
            new()
            {
                ["ActionMode"] = "CREATE_UPDATE",
                ["StackName"] = name,
                ["TemplatePath"] = $"Assembly::{template}",
            },
            "Assembly",
            space: space
        );

    public static JsonObject Action(
        string name,
        string provider,
        int runOrder,
        JsonObject configuration,
        string? input = null,
        string? output = null,
        string? space = null
    )
    {
        var action = new JsonObject
        {
            ["Name"] = name,
            ["RunOrder"] = runOrder,
            ["ActionTypeId"] = new JsonObject
            {
                ["Category"] = Category(provider),
                ["Owner"] = "AWS",
                ["Provider"] = provider,
                ["Version"] = "1",
            },
            ["Configuration"] = configuration,
        };
        if (input is not null)
            action["InputArtifacts"] = new JsonArray { new JsonObject { ["Name"] = input } };
        if (output is not null)
            action["OutputArtifacts"] = new JsonArray { new JsonObject { ["Name"] = output } };
        if (space is not null)
            action["Namespace"] = space;
        return action;
    }

    private static JsonObject Source(string name, string format) =>
        Action(
            name,
            "CodeStarSourceConnection",
            1,
            new()
            {
                ["FullRepositoryId"] = "example/small",
                ["BranchName"] = "main",
                ["OutputArtifactFormat"] = format,
            },
            output: name,
            space: name
        );

    private static string Category(string provider) =>
        provider switch
        {
            "CodeBuild" => "Build",
            "CloudFormation" => "Deploy",
            "Manual" => "Approval",
            _ => "Source",
        };

    public void Write(string folder, Action<JsonArray>? change = null)
    {
        change?.Invoke(stages);
        var pipeline = (JsonObject)properties.DeepClone();
        pipeline["Stages"] = stages.DeepClone();
        var all = (JsonObject)resources.DeepClone();
        all["Pipeline"] = new JsonObject { ["Type"] = "AWS::CodePipeline::Pipeline", ["Properties"] = pipeline };
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "Small.template.json"),
            new JsonObject { ["Resources"] = all }.ToJsonString(new JsonSerializerOptions { WriteIndented = true })
        );
        File.WriteAllText(Path.Combine(folder, "manifest.json"), Manifest);
    }
}
