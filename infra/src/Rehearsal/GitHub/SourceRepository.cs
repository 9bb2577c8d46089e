using Rehearsal.Processes;
using Rehearsal.Workspace;

namespace Rehearsal.GitHub;

/// <summary>
/// A stand-in for GitHub: a bare repository that replaces every git address of the real one. A push commits the working tree as it is now.
/// The user's own repository is read but never written. So are clones of other repositories, which have bare ones of their own.
/// </summary>
/// <param name="source">The folder of the working tree; null is the rehearsal's own repository.</param>
public sealed class SourceRepository(RehearsalFolder folder, ProcessTable processes, string? source = null) : IDisposable
{
    private const string Snapshots = "refs/heads/rehearsal";

    /// <summary>
    /// GitHub's rule for a token without the scope "workflow": a push may contain only workflow files that another branch has with the same
    /// path and content (https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps).
    /// </summary>
    private const string RefuseNewWorkflows = $$"""
        #!/usr/bin/env bash
        [ "$1" != {{Snapshots}} ] || exit 0 # It is not on GitHub.
        workflows() { git ls-tree -r "$1" -- .github/workflows; }
        branches=$(git for-each-ref --format='%(refname)' refs/heads | grep -vx {{Snapshots}})
        known=$(for branch in $branches; do workflows "$branch"; done)
        file=$(workflows "$3" | grep -vxFf <(echo "$known") | head -n 1 | cut -f 2)
        [ -n "$file" ] || exit 0
        echo "refusing to allow a Personal Access Token to create or update workflow \`$file\` without \`workflow\` scope"
        exit 1

        """;

    private readonly string source = source ?? folder.Repository;

    private readonly SemaphoreSlim oneAtATime = new(1, 1);
    private readonly Dictionary<string, string> clones = [];

    /// <summary>The branch whose commits are those of the working tree; null if every source has them.</summary>
    public Source? WorkingTree { get; set; }

    private string GitConfiguration => Path.Combine(folder.Home, ".gitconfig");

    private string Log => Path.Combine(folder.Logs, "source.log");

    private Dictionary<string, string> Snapshot =>
        new() { ["GIT_DIR"] = Path.Combine(folder.Root, "git", "snapshot.git"), ["GIT_WORK_TREE"] = source };

    /// <summary>Commits the working tree as it is now. Without changes since the user's last commit, returns that commit.</summary>
    /// <returns>The commit.</returns>
    public async Task<string> CommitAsync(CancellationToken cancel)
    {
        await oneAtATime.WaitAsync(cancel);
        try
        {
            await MakeAsync(cancel);
            if (await TryGitAsync(["fetch", "--quiet", "--update-shallow", Address(source), "HEAD"], Snapshot, cancel))
                await GitAsync(["update-ref", "HEAD", "FETCH_HEAD"], Snapshot, cancel);
            await GitAsync(["add", "--all"], Snapshot, cancel);
            if (!await TryGitAsync(["diff-index", "--quiet", "--cached", "HEAD"], Snapshot, cancel))
                await GitAsync(["commit", "--quiet", "--message", "The working tree, not committed yet"], Snapshot, cancel);
            return await KeepAsync(cancel);
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Commits a change on top of another commit, like a later push.</summary>
    /// <param name="change">Changes the files in the given folder.</param>
    public async Task<string> CommitOnTopAsync(string commit, string message, Action<string> change, CancellationToken cancel)
    {
        var files = Path.Combine(folder.Temp, $"change-{Guid.NewGuid():N}");
        await CheckOutAsync(commit, files, cancel);
        change(files);
        var work = new Dictionary<string, string>(Snapshot) { ["GIT_WORK_TREE"] = files, ["GIT_INDEX_FILE"] = $"{files}.index" };
        await GitAsync(["add", "--all"], work, cancel);
        // An earlier push may have made the same change.
        await GitAsync(["commit", "--quiet", "--allow-empty", "--message", message], work, cancel);
        return await KeepAsync(cancel);
    }

    /// <summary>Redirects a git address to the repository of the working tree.</summary>
    public Task ServeAsync(string address, CancellationToken cancel) => RedirectAsync(address, folder.Origin, cancel);

    /// <summary>Serves another repository from a clone, as it is at each execution.</summary>
    public async Task ServeAsync(Source other, string clone, CancellationToken cancel)
    {
        if (!clones.TryAdd(other.Repository, Path.GetFullPath(clone)))
            return;
        await GitAsync(["init", "--quiet", "--bare", OriginOf(other.Repository)], [], cancel);
        await RedirectAsync(other.Address, OriginOf(other.Repository), cancel);
    }

    /// <summary>Gets the latest commit of a branch that is not the working tree's.</summary>
    /// <exception cref="UserError">The branch doesn't exist.</exception>
    public async Task<string> HeadAsync(Source source, CancellationToken cancel)
    {
        var clone = clones.GetValueOrDefault(source.Repository, folder.Repository);
        var head = $"refs/heads/{source.Branch}";
        var origin = OriginOf(source.Repository);
        await oneAtATime.WaitAsync(cancel);
        try
        {
            string[] fetch = ["--git-dir", origin, "fetch", "--quiet", "--force", "--update-shallow", Address(clone), $"{head}:{head}"];
            return await TryGitAsync(fetch, [], cancel)
                ? await ReadAsync(["--git-dir", origin, "rev-parse", head], cancel)
                : throw new UserError(
                    $"The pipeline reads the branch {source.Branch} of {source.Repository}: {clone} is no git repository with this branch."
                );
        }
        finally
        {
            oneAtATime.Release();
        }
    }

    /// <summary>Gets when a commit was authored and committed, and its message.</summary>
    public async Task<(string Authored, string Committed, string Message)> DescribeAsync(
        string repository,
        string commit,
        CancellationToken cancel
    )
    {
        var text = await ReadAsync(["--git-dir", OriginOf(repository), "log", "-1", "--format=%aI%n%cI%n%B", commit], cancel);
        var lines = text.Split('\n', 3);
        return (lines[0], lines[1], lines.ElementAtOrDefault(2)?.Trim() ?? "");
    }

    /// <summary>Moves a branch to a commit, as a push does.</summary>
    public Task MoveAsync(string branch, string commit, CancellationToken cancel) =>
        GitAsync(["--git-dir", folder.Origin, "update-ref", $"refs/heads/{branch}", commit], [], cancel);

    /// <summary>Takes the scope "workflow" from the token that the steps push with, for good.</summary>
    public async Task RefuseWorkflowsAsync(CancellationToken cancel)
    {
        // Git runs this hook before it takes a push.
        var hook = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Origin, "hooks")).FullName, "update");
        await File.WriteAllTextAsync(hook, RefuseNewWorkflows, cancel);
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Writes the files of a commit into a folder, without git.</summary>
    /// <param name="repository">The commit's repository; null for the working tree's.</param>
    public async Task CheckOutAsync(string commit, string target, CancellationToken cancel, string? repository = null)
    {
        Directory.CreateDirectory(target);
        await GitAsync(
            ["checkout", "--quiet", "--force", commit, "--", "."],
            new()
            {
                ["GIT_DIR"] = OriginOf(repository),
                ["GIT_WORK_TREE"] = target,
                ["GIT_INDEX_FILE"] = $"{target}.index",
            },
            cancel
        );
    }

    /// <summary>
    /// Writes the files of a commit into a folder as in CodePipeline's archive: without git, symbolic links and possibly execute bits.
    /// </summary>
    /// <param name="repository">The commit's repository; null for the working tree's.</param>
    public async Task ArchiveAsync(string commit, string target, CancellationToken cancel, string? repository = null)
    {
        await CheckOutAsync(commit, target, cancel, repository);
        await processes.RunAsync(
            new()
            {
                Program = "find",
                Arguments = [target, "-type", "l", "-delete", "-o", "-type", "f", "-exec", "chmod", "a-x", "{}", "+"],
                WorkingDirectory = folder.Root,
                Log = Log,
            },
            cancel
        );
    }

    /// <summary>Clones a commit with its whole history, as CodeBuild does for a full-clone source.</summary>
    /// <param name="repository">The commit's repository; null for the working tree's.</param>
    public async Task CloneAsync(string commit, string target, CancellationToken cancel, string? repository = null)
    {
        await GitAsync(["init", "--quiet", target], [], cancel);
        var origin = Address(OriginOf(repository));
        await GitAsync(["-C", target, "fetch", "--quiet", "--update-shallow", origin, commit], [], cancel);
        await GitAsync(["-C", target, "checkout", "--quiet", "--detach", commit], [], cancel);
    }

    public void Dispose() => oneAtATime.Dispose();

    /// <summary>Encodes a folder as a URL, which git decodes.</summary>
    private static string Address(string folder) => $"file://{string.Join('/', folder.Split('/').Select(Uri.EscapeDataString))}";

    private Task RedirectAsync(string address, string origin, CancellationToken cancel) =>
        File.AppendAllTextAsync(
            GitConfiguration,
            $"""
            [url "{Address(origin)}"]
                insteadOf = {address}

            """,
            cancel
        );

    private string OriginOf(string? repository) =>
        repository is not null && clones.ContainsKey(repository) ? Path.Combine(folder.Root, "git", $"{repository}.git") : folder.Origin;

    private async Task MakeAsync(CancellationToken cancel)
    {
        if (Directory.Exists(folder.Origin))
            return;
        await File.WriteAllTextAsync(
            GitConfiguration,
            """
            [user]
                name = Rehearsal
                email = rehearsal@localhost
            [safe]
                directory = *
            [gc]
                auto = 0
            [receive]
                shallowUpdate = true
            [uploadpack]
                # Steps fetch the commit of their artifact by its id.
                allowAnySHA1InWant = true

            """,
            cancel
        );
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Origin)!);
        await GitAsync(["init", "--quiet"], Snapshot, cancel);
        await GitAsync(["init", "--quiet", "--bare", folder.Origin], [], cancel);
    }

    private async Task<string> KeepAsync(CancellationToken cancel)
    {
        await GitAsync(["push", "--quiet", "--force", folder.Origin, $"HEAD:{Snapshots}"], Snapshot, cancel);
        return (await File.ReadAllTextAsync(Path.Combine(folder.Origin, Snapshots), cancel)).Trim();
    }

    /// <summary>Gets the output of a git command.</summary>
    private async Task<string> ReadAsync(string[] arguments, CancellationToken cancel)
    {
        var output = Path.Combine(folder.Temp, $"git-{Guid.NewGuid():N}");
        if (!await TryGitAsync(arguments, [], cancel, output))
            throw new UserError($"git {string.Join(' ', arguments)} failed: {string.Join(' ', LogFile.Tail(output, 2))}");
        var text = await File.ReadAllTextAsync(output, cancel);
        File.Delete(output);
        return text.Trim();
    }

    private async Task GitAsync(string[] arguments, Dictionary<string, string> environment, CancellationToken cancel)
    {
        if (!await TryGitAsync(arguments, environment, cancel))
            throw new UserError($"git {arguments[0]} failed: {string.Join(' ', LogFile.Tail(Log, 2))} (full log: {Log})");
    }

    private async Task<bool> TryGitAsync(
        string[] arguments,
        Dictionary<string, string> environment,
        CancellationToken cancel,
        string? log = null
    ) =>
        await processes.RunAsync(
            new()
            {
                Program = "git",
                Arguments = arguments,
                WorkingDirectory = environment.GetValueOrDefault("GIT_WORK_TREE", folder.Root),
                Environment = environment,
                Log = log ?? Log,
            },
            cancel
        ) == 0;
}
