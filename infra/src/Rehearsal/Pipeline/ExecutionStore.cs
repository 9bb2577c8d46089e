using System.Text.Json;
using Rehearsal.Workspace;

namespace Rehearsal.Pipeline;

/// <summary>
/// The executions of this repository's rehearsals. Each has a folder with its record, artifacts and logs, which outlives the rehearsal.
/// </summary>
public sealed class ExecutionStore(RehearsalFolder folder)
{
    /// <summary>The number of executions that keep their artifacts and logs. All keep their records.</summary>
    private const int Kept = 10;

    private const string RecordFile = "execution.json";

    /// <summary>Gets the folder of an execution's artifacts.</summary>
    public string Artifacts(string id) => Path.Combine(folder.Executions, id, "artifacts");

    /// <summary>Gets the folder of an execution's logs, one per action: Stage.Action.log.</summary>
    public string Logs(string id) => Path.Combine(folder.Executions, id, "logs");

    /// <summary>Writes a record atomically, so that a kill leaves either the old record or the new one.</summary>
    public void Save(ExecutionRecord record)
    {
        var file = Path.Combine(folder.Executions, record.Id, RecordFile);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText($"{file}.new", JsonSerializer.Serialize(record));
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <summary>Reads all executions, oldest first.</summary>
    public IReadOnlyList<ExecutionRecord> All() =>
        [
            .. Directory
                .EnumerateDirectories(folder.Executions)
                .Select(execution => Path.Combine(execution, RecordFile))
                .Where(File.Exists)
                .Select(file => JsonSerializer.Deserialize<ExecutionRecord>(File.ReadAllText(file))!)
                .OrderBy(record => record.Started),
        ];

    /// <summary>Closes the executions that a killed rehearsal left open. The outcome of their running actions is unknown.</summary>
    /// <returns>The closed executions.</returns>
    public IReadOnlyList<ExecutionRecord> CloseOpen()
    {
        ExecutionRecord[] open = [.. All().Where(record => record.Outcome is null)];
        foreach (var record in open)
            Save(record with { Outcome = Outcome.Stopped, Ended = DateTimeOffset.Now });
        return open;
    }

    /// <summary>Removes the artifacts and logs of old executions.</summary>
    public void Prune() => Remove(All().SkipLast(Kept));

    /// <summary>Removes everything but the records.</summary>
    public void Forget()
    {
        CloseOpen();
        Remove(All());
    }

    private void Remove(IEnumerable<ExecutionRecord> records)
    {
        foreach (var kept in records.SelectMany(record => (string[])[Artifacts(record.Id), Logs(record.Id)]).Where(Directory.Exists))
            Directory.Delete(kept, recursive: true);
    }
}
