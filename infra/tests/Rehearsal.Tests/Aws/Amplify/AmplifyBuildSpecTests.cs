using Rehearsal.Aws.Amplify;
using Rehearsal.Workspace;

namespace Rehearsal.Tests.Aws.Amplify;

public sealed class AmplifyBuildSpecTests
{
    private const string Spec = """
        version: 1
        frontend:
          phases:
            postBuild:
              commands: [last]
            preBuild:
              commands: [first, second]
            build:
              commands:
                - third
          artifacts:
            baseDirectory: .amplify-hosting
            files:
              - '**/*'
        """;

    [Fact]
    public void The_commands_are_in_the_order_of_the_phases()
    {
        var spec = AmplifyBuildSpec.Parse(Spec);
        Assert.Equal(["first", "second", "third", "last"], spec.Commands);
        Assert.Equal(".amplify-hosting", spec.BaseDirectory);
    }

    [Theory]
    [InlineData("version: 1", "version: 2", "version is \"2\"; it must be \"1\".")]
    [InlineData("frontend:", "applications:", " has the key applications; it may have version, frontend.")]
    [InlineData("  artifacts:", "  cache: { paths: ['.next/**/*'] }\n  artifacts:", "frontend has the key cache; it may have phases, ")]
    [InlineData("  artifacts:", "  buildPath: /\n  artifacts:", "frontend has the key buildPath; it may have phases, artifacts.")]
    [InlineData("postBuild:", "install:", "frontend.phases has the key install; it may have preBuild, build, postBuild.")]
    [InlineData("commands: [last]", "command: [last]", "frontend.phases.postBuild has the key command; it may have commands.")]
    [InlineData("commands: [last]", "commands: last", "frontend.phases.postBuild.commands is \"last\"; it must be a list.")]
    [InlineData("commands: [last]", "commands: [{ last: 1 }]", "it must be a list of strings.")]
    [InlineData("'**/*'", "'*.html'", "frontend.artifacts.files is [\"*.html\"]; it must be [\"**/*\"].")]
    [InlineData("baseDirectory: .amplify-hosting", "baseDirectory: ''", "baseDirectory is \"\"; it must be a folder of the checkout.")]
    [InlineData("version: 1", "version: ]", "is not YAML: ")]
    public void An_unsupported_setting_is_refused_by_name(string part, string other, string sentence) =>
        Assert.Contains(sentence, Refusal(Spec.Replace(part, other, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void An_app_without_a_build_spec_is_refused() =>
        Assert.Equal("The build spec of the Amplify app is missing; it must be an object with version, frontend.", Refusal(""));

    private static string Refusal(string spec) => Assert.Throws<ResourceError>(() => AmplifyBuildSpec.Parse(spec)).Message;
}
