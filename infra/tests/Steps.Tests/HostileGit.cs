namespace Steps.Tests;

/// <summary>A home folder with a git configuration that would break or redirect a step.</summary>
internal sealed class HostileGit : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("home-").FullName;

    public HostileGit()
    {
        var hooks = Directory.CreateDirectory(Path.Combine(home, "templates", "hooks")).FullName;
        foreach (var hook in (string[])["pre-commit", "pre-push", "post-index-change", "reference-transaction"])
        {
            File.WriteAllText(Path.Combine(hooks, hook), "#!/bin/sh\necho 'Refused by a hook.' >&2\nexit 1\n");
            File.SetUnixFileMode(Path.Combine(hooks, hook), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        File.WriteAllText(
            Path.Combine(home, ".gitconfig"),
            $$"""
            [credential]
                helper = "!echo username=user; echo password=their-own; :"
            [safe]
                bareRepository = explicit
            [core]
                hooksPath = {{hooks}}
            [init]
                templateDir = {{home}}/templates
            [commit]
                gpgSign = true
            [push]
                gpgSign = true
            [gpg]
                program = false
            [http]
                extraHeader = X-User: their-own
                proxy = http://127.0.0.1:1
            [url "ssh://nowhere.invalid/"]
                insteadOf = https://github.com/example
                pushInsteadOf = https://github.com/example
            [protocol]
                allow = never
            """
        );
    }

    public Dictionary<string, string> Variables => new() { ["HOME"] = home, ["GIT_CONFIG_SYSTEM"] = Path.Combine(home, ".gitconfig") };

    public void Dispose() => Directory.Delete(home, recursive: true);
}
