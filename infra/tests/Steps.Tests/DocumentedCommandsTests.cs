using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Steps.Tests;

/// <summary>The commands in the READMEs and in infra/docs work when they are pasted into bash or zsh, the shell of macOS.</summary>
public sealed partial class DocumentedCommandsTests
{
    private static readonly string[] Documents =
    [
        "README.md",
        ".github/CONTRIBUTING.md",
        "app-backend/README.md",
        "app-frontend/README.md",
        .. Directory
            .EnumerateFiles(Path.Combine(ThisRepository.Root, "infra", "docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(ThisRepository.Root, file))
            .Order(),
    ];

    public static TheoryData<string> Blocks =>
        [
            .. Documents
                .SelectMany(document =>
                    BlockPattern()
                        .Matches(File.ReadAllText(Path.Combine(ThisRepository.Root, document)))
                        .Select(block => Unindent(block.Value))
                )
                .Where(IsShell)
                .Distinct(),
        ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Commands_have_no_comment_and_no_prompt_since_zsh_rejects_both(string block) =>
        Assert.DoesNotMatch(@"(?m:(^|\s)#)|\bread [^\n]*-\w*p", block);

    /// <summary>Such a command would read the next pasted command as its input.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_command_that_reads_input_is_in_a_block_of_its_own(string block)
    {
        if (InputPattern().IsMatch(block))
            Assert.Single(block.Trim().Split('\n'));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task Bash_can_parse_the_commands(string block) => AssertSyntaxAsync("bash", block);

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task Zsh_can_parse_the_commands(string block)
    {
        var zsh = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "zsh")));
        Assert.SkipUnless(zsh, "There is no zsh on this machine (on Debian: apt-get install zsh).");
        return AssertSyntaxAsync("zsh", block);
    }

    /// <summary>zsh treats unquoted ones as file name patterns, and fails if no file matches.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public void Patterns_are_quoted(string block) =>
        Assert.DoesNotMatch(@"[?*\[]", QuotedPattern().Replace(SubstitutionPattern().Replace(block, ""), ""));

    private static async Task AssertSyntaxAsync(string shell, string block)
    {
        using var process = Process.Start(
            new ProcessStartInfo(shell, ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true }
        )!;
        await process.StandardInput.WriteAsync(block);
        process.StandardInput.Close();
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Excludes drawings and SQL.</summary>
    private static bool IsShell(string block) => !DrawingPattern().IsMatch(block) && !block.StartsWith("select ", StringComparison.Ordinal);

    private static string Unindent(string block)
    {
        var lines = block.Trim('\n').Split('\n').Where(line => line.Trim() != "```").ToArray();
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length < indent ? line : line[indent..])) + "\n";
    }

    /// <summary>A block is fenced, or indented by four spaces after an empty line.</summary>
    [GeneratedRegex(@"^ *```\n.*?^ *```$|(?<=\n\n)(    [^\n]*\n)+", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"[─│►▼┄]")]
    private static partial Regex DrawingPattern();

    [GeneratedRegex(@"\bread -|store-token\.sh|remove-environment\.sh")]
    private static partial Regex InputPattern();

    /// <summary>A quoted command substitution, which may contain quotes.</summary>
    [GeneratedRegex(@"""\$\(([^()""]|""[^""]*"")*\)""")]
    private static partial Regex SubstitutionPattern();

    [GeneratedRegex(@"'[^']*'|""(\\.|[^""\\])*""")]
    private static partial Regex QuotedPattern();
}
