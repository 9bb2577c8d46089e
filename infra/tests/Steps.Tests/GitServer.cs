using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Steps.Tests;

/// <summary>A local replacement for GitHub: a bare repository behind git's own HTTP server, which requires the token.</summary>
internal sealed class GitServer : IAsyncDisposable
{
    private readonly WebApplication server = LocalServer.Create();
    private readonly string root = Directory.CreateTempSubdirectory("github-").FullName;
    private readonly string authorization;

    private GitServer(string token) => authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}"))}";

    public string Address => server.Address;

    /// <summary>The repository's folder, for access without the token.</summary>
    public string Folder => Path.Combine(root, "example", "expenses");

    /// <summary>The number of requests with the token.</summary>
    public int AuthorizedRequests { get; private set; }

    /// <summary>Whether the token may push (Contents: read and write).</summary>
    public bool MayPush { get; set; } = true;

    /// <summary>Redirects git from GitHub to this server.</summary>
    public Dictionary<string, string> Variables =>
        new()
        {
            ["GIT_CONFIG_COUNT"] = "1",
            ["GIT_CONFIG_KEY_0"] = $"url.{Address}/.insteadOf",
            ["GIT_CONFIG_VALUE_0"] = "https://github.com/",
        };

    public string[] Branches =>
        Git("--git-dir", Folder, "for-each-ref", "--format=%(refname:short)", "refs/heads")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Work => Path.Combine(root, "work");

    public static async Task<GitServer> StartAsync(string token)
    {
        var gitHub = new GitServer(token);
        Git("init", "--quiet", "--template=", "--bare", gitHub.Folder);
        // Like GitHub, it serves a commit by its ID.
        Git("--git-dir", gitHub.Folder, "config", "uploadpack.allowReachableSHA1InWant", "true");
        Git("init", "--quiet", "--template=", gitHub.Work);
        gitHub.server.Run(gitHub.ServeAsync);
        await gitHub.server.StartAsync(TestContext.Current.CancellationToken);
        return gitHub;
    }

    /// <summary>Takes the permission for workflows from the token. Like GitHub, it refuses only during a push.</summary>
    public void RefuseWorkflows()
    {
        var hook = Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "hooks")).FullName, "update");
        File.WriteAllText(
            hook,
            """
            #!/usr/bin/env bash
            file=$(git ls-tree -r --name-only "$3" -- .github/workflows | head -n 1)
            [ -n "$file" ] || exit 0
            echo "refusing to allow a Personal Access Token to create or update workflow \`$file\` without \`workflow\` scope"
            exit 1
            """
        );
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Commits files to main.</summary>
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

    /// <summary>Creates a commit without a parent, as the head of a branch.</summary>
    /// <returns>The commit.</returns>
    public string CommitTo(string branch)
    {
        var tree = Git("--git-dir", Folder, "hash-object", "-t", "tree", "-w", "/dev/null");
        var commit = Git(
            "--git-dir",
            Folder,
            "-c",
            "user.name=Other",
            "-c",
            "user.email=other@localhost",
            "commit-tree",
            "-m",
            "A foreign commit",
            tree
        );
        Move(branch, commit);
        return commit;
    }

    public void Move(string branch, string commit) => Git("--git-dir", Folder, "update-ref", $"refs/heads/{branch}", commit);

    /// <summary>The commit at the head of a branch.</summary>
    public string Head(string branch) => Git("--git-dir", Folder, "rev-parse", $"refs/heads/{branch}");

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private async Task ServeAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (request.Headers.Authorization != authorization)
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

        AuthorizedRequests++;
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

    /// <summary>Sends the output of a CGI program: headers, an empty line, and the body.</summary>
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
