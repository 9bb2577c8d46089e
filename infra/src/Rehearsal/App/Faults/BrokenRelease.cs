namespace Rehearsal.App.Faults;

/// <summary>Changes the sources of a release, like a commit, so that it fails in the named environment.</summary>
internal static class BrokenRelease
{
    /// <summary>A release that works. It changes the image tag, so that there is a release to roll back from.</summary>
    public static void Work(string source, string environment) =>
        File.AppendAllText(Path.Combine(source, "app-backend", "src", "main.ts"), "// Another release.\n");

    public static void FailUnitTest(string source, string environment) =>
        File.WriteAllText(
            Path.Combine(source, "app-backend", "src", "fault.test.ts"),
            "throw new Error('A unit test of this release fails.');\n"
        );

    /// <summary>The bundler finds a syntax error, whether it runs in the image's build or without one.</summary>
    public static void FailImageBuild(string source, string environment) =>
        File.AppendAllText(Path.Combine(source, "app-backend", "src", "main.ts"), "This release does not build.\n");

    /// <summary>Takes from the execution role of the service the permission to read secrets, in the synthesised template.</summary>
    public static void TakePermission(string source, string environment)
    {
        Work(source, environment);
        ChangeResources(
            source,
            environment,
            """
            for statement in properties.get("PolicyDocument", {}).get("Statement", []):
                if "secretsmanager:GetSecretValue" in statement["Action"]:
                    statement["Effect"] = "Deny"
            """
        );
    }

    public static void FailSmokeTest(string source, string environment)
    {
        Work(source, environment);
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

    /// <summary>A release that changes a workflow, and rolls back.</summary>
    public static void ChangeWorkflowAndFail(string source, string environment)
    {
        File.AppendAllText(Path.Combine(source, ".github", "workflows", "bootstrap.yml"), "# Another release.\n");
        FailSmokeTest(source, environment);
    }

    /// <summary>Adds a migration that fails on existing rows. The first environments pass because only the last one has data.</summary>
    public static void FailMigration(string source, string environment) =>
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
    public static void FailHealthCheck(string source, string environment)
    {
        Work(source, environment);
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
    public static void FailAfterSmokeTest(string source, string environment)
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
        ChangeResources(
            source,
            environment,
            $$"""
            for container in properties.get("ContainerDefinitions", []):
                {{change.ReplaceLineEndings($"\n{new string(' ', 4)}")}}
            """
        );

    /// <summary>Changes the resources of an environment's backend in the synthesised templates.</summary>
    /// <param name="change">Python statements that change the dictionary "properties".</param>
    private static void ChangeResources(string source, string environment, string change) =>
        File.AppendAllText(
            Path.Combine(source, "infra", "steps", "synth.sh"),
            $$"""

            python3 - infra/cdk.out/assembly-*-{{environment}}/*BackendApp*.template.json << 'PYTHON'
            import json
            import sys

            for file in sys.argv[1:]:
                template = json.load(open(file))
                for resource in template["Resources"].values():
                    properties = resource.get("Properties", {})
                    {{change.ReplaceLineEndings($"\n{new string(' ', 8)}")}}
                json.dump(template, open(file, "w"))
            PYTHON

            """
        );
}
