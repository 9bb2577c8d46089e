using System.Text.Json;
using Rehearsal.Workspace;

namespace Rehearsal.Pipeline;

/// <summary>The executions of this repository's rehearsals, a folder each: a record, the artifacts and the logs. They outlive the rehearsal, however that ends.</summary>
public sealed class ExecutionStore(RehearsalFolder folder)
{
    /// <summary>Of so many executions the artifacts and logs are kept; the records of all.</summary>
    private const int Kept = 10;

    private const string RecordFile = "execution.json";

    /// <summary>Where the artifacts of an execution lie.</summary>
    public string Artifacts(string id) => Path.Combine(folder.Executions, id, "artifacts");

    /// <summary>Where the logs of an execution's actions lie, one each: Stage.Action.log.</summary>
    public string Logs(string id) => Path.Combine(folder.Executions, id, "logs");

    /// <summary>Writes a record in one step: it is the old one or the new one, also when the rehearsal is killed meanwhile.</summary>
    public void Save(ExecutionRecord record)
    {
        var file = Path.Combine(folder.Executions, record.Id, RecordFile);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText($"{file}.new", JsonSerializer.Serialize(record));
        File.Move($"{file}.new", file, overwrite: true);
    }

    /// <summary>All there have been, oldest first.</summary>
    public IReadOnlyList<ExecutionRecord> All() =>
        [
            .. Directory
                .EnumerateDirectories(folder.Executions)
                .Select(execution => Path.Combine(execution, RecordFile))
                .Where(File.Exists)
                .Select(file => JsonSerializer.Deserialize<ExecutionRecord>(File.ReadAllText(file))!)
                .OrderBy(record => record.Started),
        ];

    /// <summary>Closes what was under way when the rehearsal before was killed: what ran then, nobody has seen the end of.</summary>
    /// <returns>What was closed.</returns>
    public IReadOnlyList<ExecutionRecord> CloseOpen()
    {
        ExecutionRecord[] open = [.. All().Where(record => record.Outcome is null)];
        foreach (var record in open)
            Save(record with { Outcome = Outcome.Stopped, Ended = DateTimeOffset.Now });
        return open;
    }

    /// <summary>Removes the artifacts and logs of executions long past.</summary>
    public void Prune() => Remove(All().SkipLast(Kept));

    /// <summary>Keeps the records only.</summary>
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
