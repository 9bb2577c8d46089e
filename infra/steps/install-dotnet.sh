#!/usr/bin/env bash
# Installs a .NET 10 SDK if there is none: CodeBuild's images may lag behind. Source it: it extends the PATH.
dotnet_version=10.0.401

if ! dotnet --list-sdks 2> /dev/null | grep -q '^10\.'; then
  echo "No .NET 10 SDK found: installing $dotnet_version"
  export DOTNET_ROOT="$HOME/.dotnet" PATH="$HOME/.dotnet:$PATH"
  curl -fsSL --retry 3 https://dot.net/v1/dotnet-install.sh | bash -s -- --version "$dotnet_version" --install-dir "$DOTNET_ROOT"
fi
