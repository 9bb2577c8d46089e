namespace Rehearsal.Aws.Amplify;

/// <summary>A job as described by Amplify's API.</summary>
/// <param name="Status">RUNNING, SUCCEED or FAILED.</param>
internal sealed record AmplifyJob(string JobId, string JobType, string Status);
