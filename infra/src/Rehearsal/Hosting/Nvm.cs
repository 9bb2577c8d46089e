namespace Rehearsal.Hosting;

/// <summary>Stands for nvm, which Amplify's build image has, in bash: this machine has one Node, and any other is refused.</summary>
internal static class Nvm
{
    public const string Function = """
        nvm() {
          local node; node=$(node --version)
          case "$node." in
            v"${2#v}".*) echo "Node $node stands for what nvm would $1" ;;
            *) echo "nvm $1 $2: the rehearsal has Node $node. Set the version in FrontendBuildSpec.cs and infra/package.json alike." >&2 && return 1 ;;
          esac
        }
        """;
}
