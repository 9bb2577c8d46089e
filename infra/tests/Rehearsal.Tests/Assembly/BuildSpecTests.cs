using Rehearsal.Assembly;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Assembly;

public sealed class BuildSpecTests
{
    [Fact]
    public void It_may_be_yaml_or_json()
    {
        var yaml = BuildSpec.Parse("version: 0.2\nphases:\n  build:\n    commands:\n      - make\n", "The build spec");
        var json = BuildSpec.Parse("""{ "version": "0.2", "phases": { "build": { "commands": ["make"] } } }""", "The build spec");
        Assert.Equal(["make"], Assert.Single(yaml.Phases).Commands);
        Assert.Equal(["make"], Assert.Single(json.Phases).Commands);
    }

    [Fact]
    public void Phases_are_in_codebuilds_order_whatever_theirs()
    {
        var spec = BuildSpec.Parse(
            """{ "version": "0.2", "phases": { "post_build": { "commands": ["b"] }, "install": { "commands": ["a"] } } }""",
            "The build spec"
        );
        Assert.Equal(["install", "post_build"], spec.Phases.Select(phase => phase.Name));
    }

    [Theory]
    [InlineData("buildspec.yml", true)]
    [InlineData("ci/release.yaml", true)]
    [InlineData("""{ "version": "0.2", "phases": {} }""", false)]
    [InlineData("version: 0.2\nphases: {}\n", false)]
    public void A_name_of_a_file_is_told_from_a_build_spec(string text, bool isFile) => Assert.Equal(isFile, BuildSpec.IsFile(text));

    [Theory]
    [InlineData("""{ "phases": {} }""", "version is missing; it must be \"0.2\"")]
    [InlineData("""{ "version": "0.1", "phases": {} }""", "version is \"0.1\"")]
    [InlineData("""{ "version": "0.2" }""", "phases is missing")]
    [InlineData("""{ "version": "0.2", "phases": { "test": {} } }""", "phases has the key test")]
    [InlineData("""{ "version": "0.2", "phases": { "build": { "run-as": "ci" } } }""", "phases.build has the key run-as")]
    [InlineData(
        """{ "version": "0.2", "phases": { "build": { "on-failure": "RETRY" } } }""",
        "on-failure is \"RETRY\"; it must be ABORT or CONTINUE"
    )]
    [InlineData("""{ "version": "0.2", "phases": { "build": { "commands": [{ "echo": "hello" }] } } }""", "it must be a list of strings")]
    [InlineData("""{ "version": "0.2", "batch": {}, "phases": {} }""", "has the key batch")]
    [InlineData("""{ "version": "0.2", "env": { "parameter-store": {} }, "phases": {} }""", "env has the key parameter-store")]
    [InlineData("""{ "version": "0.2", "env": { "shell": "zsh" }, "phases": {} }""", "shell is \"zsh\"; it must be bash or /bin/sh")]
    [InlineData(
        """{ "version": "0.2", "artifacts": { "files": "*", "base-directory": "/" }, "phases": {} }""",
        "it must be a folder of the source"
    )]
    [InlineData("version: [", "is not YAML")]
    [InlineData("", "The build spec of Synth is missing")]
    public void What_codebuild_or_the_rehearsal_does_not_know_is_refused_by_name(string text, string problem)
    {
        var error = Assert.Throws<ResourceError>(() => BuildSpec.Parse(text, "The build spec of Synth"));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
