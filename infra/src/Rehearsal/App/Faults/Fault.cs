using Rehearsal.Workspace;

namespace Rehearsal.App.Faults;

/// <summary>A release that is fine in Dev and breaks in Prod: what a commit would have to do for that, done to the sources.</summary>
/// <param name="Name">As the command line has it.</param>
/// <param name="Story">What is wrong with the release, for the commit's message.</param>
public sealed record Fault(string Name, string Story, Action<string> Break)
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new(
            "failing-smoke-test",
            "The smoke test fails in Prod",
            source =>
            {
                Replace(
                    source,
                    "infra/steps/smoke-test.sh",
                    "set -euo pipefail\n",
                    """
                    set -euo pipefail
                    case "$CODEBUILD_BUILD_ID" in *Prod*) echo "The smoke test of this release fails in Prod." >&2 && exit 1 ;; esac

                    """
                );
                ReleaseAnotherBackend(source);
            }
        ),
        new(
            "failing-migration",
            "The migration fails on the data that Prod has and Dev has not",
            source =>
                Replace(
                    source,
                    "app-backend/src/database/migrations/index.ts",
                    "\n};\n",
                    """

                      '9999-refuses-every-transaction': {
                        releaseAfter: 'A fault, to see the stage go back.',
                        up: async (database) => {
                          await database.schema.alterTable('transactions').addCheckConstraint('refuses_every_transaction', sql`amount < 0`).execute();
                        },
                      },
                    };
                    import { sql } from 'kysely';

                    """
                )
        ),
        new(
            "unhealthy-backend",
            "The API's tasks never become healthy in Prod",
            source =>
            {
                // With short times of its own: by those of the app, ECS gives up a task after two minutes, and a release after three such tasks.
                Replace(
                    source,
                    "infra/src/Pipelines/Application/Backend/BackendTask.cs",
                    "HealthCheck = new HealthCheck { Command = [\"CMD\", \"node\", \"dist/health-check.js\"], StartPeriod = Duration.Seconds(30) },",
                    """
                    HealthCheck = Stack.Of(this).StackName.Contains("-Prod-", StringComparison.Ordinal)
                                    ? new HealthCheck { Command = ["CMD", "false"], Interval = Duration.Seconds(5), Retries = 2 }
                                    : new HealthCheck { Command = ["CMD", "node", "dist/health-check.js"], StartPeriod = Duration.Seconds(30) },
                    """
                );
                ReleaseAnotherBackend(source);
            }
        ),
    ];

    /// <exception cref="UserError">There is none of that name.</exception>
    public static Fault Named(string name) =>
        All.FirstOrDefault(fault => fault.Name == name)
        ?? throw new UserError($"--fault {name}: there is no such fault; there are {string.Join(", ", All.Select(fault => fault.Name))}.");

    /// <summary>So that there is an image and a service to go back from.</summary>
    private static void ReleaseAnotherBackend(string source) => Replace(source, "app-backend/src/main.ts", "", "// Another release.\n");

    private static void Replace(string source, string file, string text, string replacement)
    {
        var path = Path.Combine(source, file);
        var content = File.ReadAllText(path);
        if (!content.Contains(text, StringComparison.Ordinal))
            throw new UserError($"{file} is not as the fault expects it: it has to contain \"{text.Trim()}\".");
        File.WriteAllText(path, text.Length == 0 ? replacement + content : content.Replace(text, replacement, StringComparison.Ordinal));
    }
}
