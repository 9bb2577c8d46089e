namespace Rehearsal.Aws.Amplify;

/// <summary>A job as Amplify's API tells of it.</summary>
/// <param name="Status">RUNNING, SUCCEED or FAILED.</param>
internal sealed record AmplifyJob(string JobId, string JobType, string Status);
