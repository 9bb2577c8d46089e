using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>Stands for GitHub: a bare repository behind git's own HTTP server, which lets in whoever knows the token.</summary>
internal sealed class GitServer : IAsyncDisposable
{
    private readonly WebApplication server = LocalServer.Create();
    private readonly string root = Directory.CreateTempSubdirectory("github-").FullName;
    private readonly string admission;

    private GitServer(string token) => admission = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}"))}";

    public string Address => server.Address;

    /// <summary>The repository's folder, for those who need no token.</summary>
    public string Folder => Path.Combine(root, "example", "expenses");

    /// <summary>How often somebody came with the token.</summary>
    public int Admitted { get; private set; }

    /// <summary>Whether the token may push at all (Contents: read and write).</summary>
    public bool MayPush { get; set; } = true;

    /// <summary>What has git ask this server for what it would ask GitHub for.</summary>
    public Dictionary<string, string> Variables =>
        new()
        {
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = $"url.{Address}/.insteadOf",
            ["GIT_CONFIG_VALUE_0"] = "https://github.com/",
        };

    /// <summary>The branches there are.</summary>
    public string[] Branches =>
        Git("--git-dir", Folder, "for-each-ref", "--format=%(refname:short)", "refs/heads")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Work => Path.Combine(root, "work");

    public static async Task<GitServer> StartAsync(string token)
    {
        var gitHub = new GitServer(token);
        Git("init", "--quiet", "--template=", "--bare", gitHub.Folder);
        // As GitHub does: a commit can be fetched by its id.
        Git("--git-dir", gitHub.Folder, "config", "uploadpack.allowReachableSHA1InWant", "true");
        Git("init", "--quiet", "--template=", gitHub.Work);
        gitHub.server.Run(gitHub.ServeAsync);
        await gitHub.server.StartAsync(TestContext.Current.CancellationToken);
        return gitHub;
    }

    /// <summary>The token may not write workflows: GitHub says so only when a push has arrived.</summary>
    public void RefuseWorkflows()
    {
        var hook = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "hooks")).FullName, "update");
        File.WriteAllText(
            hook,
            """
            #!/usr/bin/env bash
            file=$(git ls-tree -r --name-only "$3" -- .github/workflows | head -n 1)
            [ -z "$file" ] || { echo "refusing to allow a Personal Access Token to create or update workflow \`$file\` without \`workflow\` scope" && exit 1; }
            """
        );
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Commits files on top of what main has.</summary>
    /// <returns>The commit.</returns>
    public string Commit(params (string File, string Text)[] files)
    {
        foreach (var (file, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Work, file))!);
            File.WriteAllText(Path.Combine(Work, file), text);
        }
        Git("-C", Work, "add", "--all");
        Git(
            "-C",
            Work,
            "-c",
            "user.name=Test",
            "-c",
            "user.email=test@localhost",
            "commit",
            "--quiet",
            "--allow-empty",
            "--message",
            "A change"
        );
        Git("-C", Work, "push", "--quiet", Folder, "HEAD:refs/heads/main");
        return Git("-C", Work, "rev-parse", "HEAD");
    }

    /// <summary>Somebody's own commit, on a branch of a history of its own.</summary>
    /// <returns>The commit.</returns>
    public string CommitTo(string branch)
    {
        var tree = Git("--git-dir", Folder, "hash-object", "-t", "tree", "-w", "/dev/null");
        var commit = Git(
            "--git-dir",
            Folder,
            "-c",
            "user.name=Somebody",
            "-c",
            "user.email=somebody@localhost",
            "commit-tree",
            "-m",
            "Somebody's own",
            tree
        );
        Move(branch, commit);
        return commit;
    }

    public void Move(string branch, string commit) => Git("--git-dir", Folder, "update-ref", $"refs/heads/{branch}", commit);

    /// <summary>The commit that a branch is at.</summary>
    public string Head(string branch) => Git("--git-dir", Folder, "rev-parse", $"refs/heads/{branch}");

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private async Task ServeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Headers.Authorization != admission)
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            return;
        }

        if (!MayPush && $"{request.Path}{request.QueryString}".Contains("git-receive-pack", StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status403Forbidden;
            await response.WriteAsync("Write access to repository not granted.");
            return;
        }

        Admitted++;
        using var backend = Process.Start(
            new ProcessStartInfo("git", ["http-backend"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                Environment =
                {
                    ["GIT_PROJECT_ROOT"] = root,
                    ["GIT_HTTP_EXPORT_ALL"] = "1",
                    ["GIT_PROTOCOL"] = request.Headers["Git-Protocol"],
                    ["REMOTE_USER"] = "x-access-token",
                    ["REQUEST_METHOD"] = request.Method,
                    ["PATH_INFO"] = request.Path,
                    ["QUERY_STRING"] = request.QueryString.Value!.TrimStart('?'),
                    ["CONTENT_TYPE"] = request.ContentType,
                    ["CONTENT_LENGTH"] = request.ContentLength?.ToString(CultureInfo.InvariantCulture),
                    ["HTTP_CONTENT_ENCODING"] = request.Headers.ContentEncoding,
                },
            }
        )!;
        await request.Body.CopyToAsync(backend.StandardInput.BaseStream);
        backend.StandardInput.Close();
        using var answer = new MemoryStream();
        await backend.StandardOutput.BaseStream.CopyToAsync(answer);
        await AnswerAsync(response, answer.ToArray());
    }

    /// <summary>A program behind a web server prints headers, an empty line, and the body.</summary>
    private static async Task AnswerAsync(HttpResponse response, byte[] printed)
    {
        var end = printed.AsSpan().IndexOf("\r\n\r\n"u8);
        foreach (var header in Encoding.ASCII.GetString(printed, 0, end).Split("\r\n").Select(line => line.Split(": ", 2)))
        {
            if (header[0] == "Status")
                response.StatusCode = int.Parse(header[1].Split(' ')[0], CultureInfo.InvariantCulture);
            else
                response.Headers[header[0]] = header[1];
        }
        await response.Body.WriteAsync(printed.AsMemory(end + 4));
    }

    private static string Git(params string[] arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true, Environment = { ["GIT_CONFIG_GLOBAL"] = "/dev/null" } }
        )!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)} ended with {git.ExitCode}");
        return output.Trim();
    }
}
