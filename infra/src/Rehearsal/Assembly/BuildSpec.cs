using Rehearsal.Workspace;

namespace Rehearsal.Assembly;

/// <summary>A CodeBuild build spec: what a build runs, and what it keeps.</summary>
/// <param name="Phases">Those that it has, in CodeBuild's order.</param>
/// <param name="Shell">The shell that runs the commands.</param>
/// <seealso href="https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html"/>
public sealed record BuildSpec(IReadOnlyList<BuildPhase> Phases, string Shell)
{
    /// <summary>The file of a project that names none.</summary>
    public const string DefaultFile = "buildspec.yml";

    private const string Build = "build";

    private static readonly string[] PhaseNames = ["install", "pre_build", Build, "post_build"];

    /// <summary>Variables that the project and the action may override.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The variables that become outputs of the action.</summary>
    public required IReadOnlyList<string> ExportedVariables { get; init; }

    /// <summary>The output of an action that has one; null if the build keeps nothing.</summary>
    public required BuildOutput? Output { get; init; }

    /// <summary>The outputs of an action that has several, by name.</summary>
    public required IReadOnlyDictionary<string, BuildOutput> SecondaryOutputs { get; init; }

    /// <summary>Checks whether the build spec of a project is the name of a file in its source.</summary>
    public static bool IsFile(string text) =>
        !text.Contains('\n', StringComparison.Ordinal) && Path.GetExtension(text) is ".yml" or ".yaml" or ".json";

    /// <param name="name">The name for errors.</param>
    /// <exception cref="ResourceError">CodeBuild would refuse it, or the rehearsal doesn't support it.</exception>
    public static BuildSpec Parse(string text, string name)
    {
        // Caches, reports and the versions of runtimes have no effect here.
        var spec = StrictObject.ReadYaml(text, name, "version", "env", "phases", "artifacts", "cache", "reports", "proxy");
        // In version 0.1, each command has its own shell.
        spec.Require("version", "0.2");
        var phases = spec.Object("phases", PhaseNames);
        var env = spec.Has("env") ? spec.Object("env", "shell", "variables", "exported-variables", "git-credential-helper") : null;
        var artifacts = spec.Has("artifacts") ? spec.Object("artifacts", [.. BuildOutput.Keys, "secondary-artifacts"]) : null;
        var secondary = artifacts?.Has("secondary-artifacts") is true ? artifacts.Map("secondary-artifacts") : null;
        return new(
            [.. PhaseNames.Where(phases.Has).Select(phase => Phase(phases, phase))],
            env?.OptionalText("shell", "bash or /bin/sh", shell => shell is "bash" or "/bin/sh") ?? "sh"
        )
        {
            Variables = env?.Has("variables") is true ? env.Map("variables").AsTexts() : new Dictionary<string, string>(),
            ExportedVariables = env?.Texts("exported-variables") ?? [],
            Output = artifacts?.Has("files") is true ? BuildOutput.Of(artifacts) : null,
            SecondaryOutputs =
                secondary?.Keys.ToDictionary(output => output, output => BuildOutput.Of(secondary.Object(output, BuildOutput.Keys))) ?? [],
        };
    }

    private static BuildPhase Phase(StrictObject phases, string name)
    {
        var phase = phases.Object(name, "commands", "finally", "on-failure", "runtime-versions");
        var reaction = phase.OptionalText("on-failure", "ABORT or CONTINUE", value => value is "ABORT" or "CONTINUE");
        return new(name, phase.Texts("commands"), phase.Texts("finally"))
        {
            // A failed build is followed by post_build, which can read whether it failed.
            GoesOnAfterFailure = reaction is null ? name == Build : reaction == "CONTINUE",
        };
    }
}

/// <param name="Finally">The commands that run after the others, even if one of those has failed.</param>
public sealed record BuildPhase(string Name, IReadOnlyList<string> Commands, IReadOnlyList<string> Finally)
{
    /// <summary>Whether the next phase runs even if this one has failed.</summary>
    public required bool GoesOnAfterFailure { get; init; }
}
