#!/usr/bin/env bash
# Installs npm packages. Source it.

# Installs the packages of a folder's lock file, unless npm has installed them since that file changed: install_packages FOLDER
install_packages() {
  if [ "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ]; then
    echo "The npm packages of $1 are installed."
  else
    (cd "$1" && npm ci --no-audit --no-fund)
  fi
}
