using System.Text.Json;

namespace Expenses.Tests.Changes;

/// <summary>The table of what each change of a setting does, which infra/changes/deliver.py writes.</summary>
public sealed class ChangesTableTests
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void The_table_has_a_row_for_each_change() =>
        Assert.Equal(
            SettingsChange.All.Select(change =>
                (
                    string.Join(", ", change.Select(setting => $"`{setting.Key}`")),
                    string.Join(", ", change.Select(setting => $"`{setting.Value!.ToJsonString(Readable)}`"))
                        .Replace(" ", "", StringComparison.Ordinal)
                )
            ),
            from line in File.ReadLines(Path.Combine(Repository.Root, "infra", "docs", "changing-settings.md"))
            where line.StartsWith("| `", StringComparison.Ordinal)
            let cells = line.Split(" | ")
            select (cells[0][2..], cells[2].Replace(" ", "", StringComparison.Ordinal))
        );
}
