using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Steps.Tests;

/// <summary>The commands in the READMEs and in infra's documents are pasted into a shell: bash, or zsh, which macOS has.</summary>
public sealed partial class DocumentedCommandsTests
{
    private static readonly string[] Documents =
    [
        "README.md",
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
                        .Select(block => Lines(block.Value))
                )
                .Where(IsForAShell)
                .Distinct(),
        ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void What_is_pasted_has_no_comment_and_no_prompt_which_zsh_does_not_take(string block) =>
        Assert.DoesNotMatch(@"(?m:(^|\s)#)|\bread [^\n]*-\w*p", block);

    /// <summary>Pasted with others, it would take the next line for the answer.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_command_that_asks_stands_alone(string block)
    {
        if (AskingPattern().IsMatch(block))
            Assert.Single(block.Trim().Split('\n'));
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task Bash_understands_what_is_pasted(string block) => UnderstoodAsync("bash", block);

    [Theory]
    [MemberData(nameof(Blocks))]
    public Task Zsh_understands_what_is_pasted(string block)
    {
        var zsh = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "zsh")));
        Assert.SkipUnless(zsh, "There is no zsh on this machine (on Debian: apt-get install zsh).");
        return UnderstoodAsync("zsh", block);
    }

    /// <summary>Unquoted, zsh takes these for the names of files, and stops where there are none.</summary>
    [Theory]
    [MemberData(nameof(Blocks))]
    public void Patterns_are_quoted(string block) =>
        Assert.DoesNotMatch(@"[?*\[]", QuotedPattern().Replace(NestedPattern().Replace(block, ""), ""));

    private static async Task UnderstoodAsync(string shell, string block)
    {
        using var process = Process.Start(
            new ProcessStartInfo(shell, ["-n"]) { RedirectStandardInput = true, RedirectStandardError = true }
        )!;
        await process.StandardInput.WriteAsync(block);
        process.StandardInput.Close();
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Neither a drawing nor a query of the database.</summary>
    private static bool IsForAShell(string block) =>
        !DrawingPattern().IsMatch(block) && !block.StartsWith("select ", StringComparison.Ordinal);

    private static string Lines(string block)
    {
        var lines = block.Trim('\n').Split('\n').Where(line => line.Trim() != "```").ToArray();
        var indent = lines.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(line => line.Length < indent ? line : line[indent..])) + "\n";
    }

    /// <summary>Between fences, or indented by four or more after an empty line.</summary>
    [GeneratedRegex(@"^ *```\n.*?^ *```$|(?<=\n\n)(    [^\n]*\n)+", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"[─│►▼┄]")]
    private static partial Regex DrawingPattern();

    [GeneratedRegex(@"\bread -|store-token\.sh|remove-environment\.sh")]
    private static partial Regex AskingPattern();

    /// <summary>The quoted output of a command, which may have quotes of its own.</summary>
    [GeneratedRegex(@"""\$\(([^()""]|""[^""]*"")*\)""")]
    private static partial Regex NestedPattern();

    [GeneratedRegex(@"'[^']*'|""(\\.|[^""\\])*""")]
    private static partial Regex QuotedPattern();
}
