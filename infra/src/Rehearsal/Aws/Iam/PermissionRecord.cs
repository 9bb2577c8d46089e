using System.Text.Json;
using System.Text.Json.Nodes;
using Rehearsal.Workspace;

namespace Rehearsal.Aws.Iam;

/// <summary>The emulator's record of the calls that it judged. It also has the policies of the roles that called.</summary>
public sealed class PermissionRecord
{
    private readonly Dictionary<string, RoleUse> roles = [];

    private PermissionRecord() { }

    /// <summary>The roles that had a session, by name.</summary>
    public IReadOnlyList<RoleUse> Roles => [.. roles.Values.OrderBy(role => role.Name, StringComparer.Ordinal)];

    /// <summary>The numbers in one line.</summary>
    public string Summary =>
        $"Permissions checked: {Roles.Sum(role => role.Calls.Count)}, denied: {Roles.Sum(role => role.Denied.Count)}; "
        + $"roles: {roles.Count}; statements never used: {Roles.Sum(role => role.Unused.Count)} of {Roles.Sum(role => role.Allowing)}.";

    /// <summary>The calls of a session that were denied.</summary>
    /// <param name="session">The session's name.</param>
    public IEnumerable<JudgedCall> DeniedIn(string session) =>
        roles.Values.SelectMany(role => role.Denied).Where(call => call.Principal.EndsWith($"/{session}", StringComparison.Ordinal));

    public static PermissionRecord Read(RehearsalFolder folder)
    {
        var record = new PermissionRecord();
        // The emulator may be writing to it.
        using var file = new FileStream(folder.Permissions, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
            record.Add(JsonNode.Parse(line)!);
        return record;
    }

    private void Add(JsonNode entry)
    {
        if (entry["call"] is { } text)
        {
            var call = text.Deserialize<JudgedCall>(JsonSerializerOptions.Web)!;
            Role(call.Role).Add(call);
        }
        else
        {
            Role((string)entry["role"]!).Policies = entry["policies"].Deserialize<NamedPolicy[]>(JsonSerializerOptions.Web)!;
        }
    }

    private RoleUse Role(string arn) => roles.TryGetValue(arn, out var role) ? role : roles[arn] = new(arn);
}
