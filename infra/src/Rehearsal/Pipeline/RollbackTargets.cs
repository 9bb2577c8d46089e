using Rehearsal.Workspace;

namespace Rehearsal.Pipeline;

/// <summary>
/// The rollback targets of a stage: executions that succeeded in it, are no rollbacks, and began in the pipeline's present structure.
/// </summary>
internal sealed class RollbackTargets(IReadOnlyList<Execution> executions, int version)
{
    /// <summary>Gets the target of an automatic rollback; null if there is none.</summary>
    public Execution? Newest(string stage) => Of(stage).LastOrDefault();

    /// <param name="wanted">The first characters of an execution's id; null for the one before the present one.</param>
    /// <exception cref="UserError">The target does not exist.</exception>
    public Execution Choose(string stage, string? wanted)
    {
        Execution[] targets = [.. Of(stage)];
        if (wanted is null)
        {
            var present = Present(stage);
            return targets.TakeWhile(target => target.Id != present).LastOrDefault()
                ?? throw new UserError(
                    $"{stage} has no rollback target: no execution before the current one has succeeded in it "
                        + "since the pipeline's structure last changed."
                );
        }

        Execution[] named = [.. targets.Where(target => target.Id.StartsWith(wanted, StringComparison.Ordinal))];
        return named.Length == 1
            ? named[0]
            : throw new UserError(
                string.Join(
                    Environment.NewLine,
                    [
                        $"{stage} can't roll back to \"{wanted}\": the id must match exactly one of {targets.Length} rollback targets.",
                        .. targets.Select(target => $"  {target.Record.ShortId}  commit {target.Record.ShortCommit}"),
                    ]
                )
            );
    }

    private IEnumerable<Execution> Of(string stage) =>
        executions.Where(execution =>
            execution.Record.Version == version && !execution.IsRollback && execution.Record.Succeeded.Contains(stage)
        );

    /// <summary>Gets the execution whose release the stage runs.</summary>
    private string? Present(string stage) =>
        executions.LastOrDefault(execution => execution.Record.Succeeded.Contains(stage)) is { } latest
            ? latest.Record.BackTo ?? latest.Id
            : null;
}
