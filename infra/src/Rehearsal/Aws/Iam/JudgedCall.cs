namespace Rehearsal.Aws.Iam;

/// <summary>A permission that a call needed, and whether the policies allow it.</summary>
/// <param name="Role">The caller's role, an ARN.</param>
/// <param name="Used">The statements that allow it: the policy's name and the statement's number.</param>
public sealed record JudgedCall(
    string Role,
    string Principal,
    string Action,
    string Resource,
    string Result,
    IReadOnlyList<UsedStatement> Used
)
{
    public string RoleName => Role.Split('/')[^1];

    public bool IsAllowed => Result == "Allowed";

    public override string ToString() => $"{Action} on {Resource}";
}

/// <param name="Statement">Counts from 1.</param>
public sealed record UsedStatement(string Policy, int Statement);
