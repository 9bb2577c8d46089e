namespace Rehearsal.Aws.Iam;

/// <summary>IAM doesn't allow a call, or the assumption of a role. The message says so in AWS's words.</summary>
internal sealed class AccessDenied(string message) : Exception(message);
