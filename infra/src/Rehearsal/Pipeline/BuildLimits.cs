using Rehearsal.Assembly;

namespace Rehearsal.Pipeline;

/// <summary>
/// Counts the running builds, and refuses more than the account or the project allows. CodeBuild's documentation says that builds above the
/// account's quota wait in a queue of five times its length. New accounts, whose quota is 0 or 1, report that the next build is refused.
/// </summary>
/// <param name="perType">The quota of the account for each type of environment; null for an account that has requested enough.</param>
/// <seealso href="https://docs.aws.amazon.com/codebuild/latest/userguide/builds-working.html"/>
/// <seealso href="https://github.com/aws-samples/aws-gateway-load-balancer-suricata-ids-ips-nsm/issues/12"/>
internal sealed class BuildLimits(int? perType)
{
    private readonly Dictionary<string, int> running = [];

    /// <returns>The build; it is over when this is disposed.</returns>
    /// <exception cref="ActionFailed">As many builds are running as may run at a time.</exception>
    public IDisposable Start(BuildProject project)
    {
        (string Key, int? Limit, string Refusal)[] limits =
        [
            (
                project.Type,
                perType,
                $"Cannot have more than {perType} builds in queue for the account (Service: AWSCodeBuild; Status Code: 400; "
                    + $"Error Code: AccountLimitExceededException). This is the account's quota for {project.Type}, which "
                    + "infra/steps/preflight.sh checks."
            ),
            (
                project.Id,
                project.ConcurrentBuilds,
                $"{project.Id} has reached its own limit of {project.ConcurrentBuilds} builds at a time (ConcurrentBuildLimit)."
            ),
        ];
        lock (running)
        {
            foreach (var (key, limit, refusal) in limits)
            {
                if (running.GetValueOrDefault(key) >= limit)
                    throw new ActionFailed($"Error calling startBuild: {refusal}");
            }
            foreach (var (key, _, _) in limits)
                running[key] = running.GetValueOrDefault(key) + 1;
        }
        return new RunningBuild(() =>
        {
            lock (running)
            {
                foreach (var (key, _, _) in limits)
                    running[key]--;
            }
        });
    }

    private sealed class RunningBuild(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
