using Rehearsal.Containers;
using Rehearsal.Processes;

namespace Rehearsal.Tests.Aws.Ecs;

/// <summary>An image that runs local programs: "server" is a small HTTP server, "shell" runs a shell command.</summary>
internal sealed class ScriptImage(string name, string folder) : IContainerImage
{
    /// <summary>Answers with its release and its process id. On SIGTERM, it drops all open requests.</summary>
    private const string Server = """
        const { createServer } = require('node:http');
        const { existsSync } = require('node:fs');
        const until = (file, then) => existsSync(file) ? then() : setTimeout(() => until(file, then), 10);
        let sick = false;
        createServer((request, response) => {
          const url = new URL(request.url, 'http://localhost');
          const answer = () => response.end(`${process.env.RELEASE} ${process.pid} ${request.headers['x-forwarded-for'] ?? ''}`);
          switch (url.pathname) {
            case '/health': return response.writeHead(sick ? 500 : 200).end();
            case '/sicken': sick = true; return answer();
            case '/crash': return process.exit(1);
            case '/held': console.log('held'); return until(url.searchParams.get('until'), answer);
            default: return setTimeout(answer, Number(url.searchParams.get('after') ?? 0));
          }
        }).listen(process.env.PORT, process.env.HOST);
        process.on('SIGTERM', () => {
          console.log('asked to stop');
          if (process.env.STOPS_WHEN) until(process.env.STOPS_WHEN, () => { console.log('stopped by itself'); process.exit(); });
          else process.exit();
        });
        """;

    public IReadOnlyList<string> EntryPoint { get; } = name == "server" ? ["node", "-e", Server] : ["/bin/sh", "-c"];

    public IReadOnlyList<string> Command => [];

    public IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    public string Share(string file) => file;

    public ProcessSpec Run(
        ContainerOptions options,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        string log
    ) =>
        new()
        {
            Program = command[0],
            Arguments = [.. command.Skip(1)],
            WorkingDirectory = folder,
            Environment = environment,
            Log = log,
        };
}
