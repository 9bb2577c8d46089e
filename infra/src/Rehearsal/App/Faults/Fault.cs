using Rehearsal.Workspace;

namespace Rehearsal.App.Faults;

/// <summary>A release that works in every environment but the last one. It changes the sources, like a commit.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Problem">What goes wrong in the last environment.</param>
/// <param name="Change">Changes the sources in a folder so that they fail in the named environment.</param>
public sealed record Fault(string Name, string Problem, Action<string, string> Change)
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("failing-smoke-test", "The smoke test fails", FailSmokeTest),
        new("failing-migration", "The migration fails on existing data", FailMigration),
        new("unhealthy-backend", "The API's tasks never become healthy", FailHealthCheck),
        new("errors-after-release", "The API returns server errors after its smoke test", FailAfterSmokeTest),
    ];

    /// <exception cref="UserError">The name is unknown.</exception>
    public static Fault Named(string name) =>
        All.FirstOrDefault(fault => fault.Name == name)
        ?? throw new UserError(
            $"--fault {name} is not a known fault; it must be one of {string.Join(", ", All.Select(fault => fault.Name))}."
        );

    private static void FailSmokeTest(string source, string environment)
    {
        ReleaseAnotherBackend(source);
        var script = Path.Combine(source, "infra", "steps", "smoke-test.sh");
        var lines = File.ReadLines(script).ToList();
        lines.Insert(
            1,
            $"""
            if [[ $CODEBUILD_BUILD_ID == *{environment}* ]]; then
              echo "The smoke test of this release fails in {environment}." >&2
              exit 1
            fi
            """
        );
        File.WriteAllText(script, string.Join('\n', lines) + "\n");
    }

    /// <summary>Adds a migration that fails on existing rows. The first environments pass because only the last one has data.</summary>
    private static void FailMigration(string source, string environment) =>
        File.AppendAllText(
            Path.Combine(source, "app-backend", "src", "database", "migrations", "index.ts"),
            """

            import { sql } from 'kysely';

            migrations['9999-refuses-every-transaction'] = {
              releaseAfter: 'A fault that makes the stage roll back.',
              up: async (database) => {
                await database.schema.alterTable('transactions').addCheckConstraint('refuses_every_transaction', sql`amount < 0`).execute();
              },
            };

            """
        );

    /// <summary>
    /// Changes the synthesised template. With the app's own intervals, ECS fails a task only after two minutes and a release after three
    /// tasks.
    /// </summary>
    private static void FailHealthCheck(string source, string environment)
    {
        ReleaseAnotherBackend(source);
        ChangeContainers(
            source,
            environment,
            """
            if "HealthCheck" in container:
                container["HealthCheck"] = {"Command": ["CMD", "false"], "Interval": 5, "Retries": 2}
            """
        );
    }

    /// <summary>The release answers its last smoke test's request, and from then on nothing else.</summary>
    private static void FailAfterSmokeTest(string source, string environment)
    {
        ChangeContainers(source, environment, """container.get("Environment", []).append({"Name": "FAILS", "Value": "true"})""");
        File.AppendAllText(
            Path.Combine(source, "app-backend", "src", "main.ts"),
            """

            import { Server, type IncomingMessage, type ServerResponse } from 'node:http';

            let failing = false;
            const emit = Server.prototype.emit;
            Server.prototype.emit = function (event: string | symbol, ...values: unknown[]): boolean {
              const [request, response] = values as [IncomingMessage, ServerResponse];
              if (event !== 'request' || !process.env.FAILS) return emit.call(this, event, ...values);
              if (failing && !request.url?.startsWith('/health')) {
                response.writeHead(500).end();
                return true;
              }
              failing ||= request.url === '/version';
              return emit.call(this, event, ...values);
            };

            """
        );
    }

    /// <summary>Changes an environment's containers in the synthesised templates.</summary>
    /// <param name="change">Python statements that change the dictionary "container".</param>
    private static void ChangeContainers(string source, string environment, string change) =>
        File.AppendAllText(
            Path.Combine(source, "infra", "steps", "synth.sh"),
            $$"""

            python3 - infra/cdk.out/assembly-*-{{environment}}/*BackendApp*.template.json << 'PYTHON'
            import json
            import sys

            for file in sys.argv[1:]:
                template = json.load(open(file))
                for resource in template["Resources"].values():
                    for container in resource.get("Properties", {}).get("ContainerDefinitions", []):
                        {{change.ReplaceLineEndings($"\n{new string(' ', 12)}")}}
                json.dump(template, open(file, "w"))
            PYTHON

            """
        );

    /// <summary>Changes the image tag so that the service has a release to roll back from.</summary>
    private static void ReleaseAnotherBackend(string source) =>
        File.AppendAllText(Path.Combine(source, "app-backend", "src", "main.ts"), "// Another release.\n");
}
