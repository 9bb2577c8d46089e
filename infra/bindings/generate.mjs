// Generates the packages in Wanted.csproj that no configured NuGet source has, from the npm packages of the same version, with jsii-pacmak
// as AWS does, and puts them into ./feed.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Before Node 20.11 there is no import.meta.dirname.
process.chdir(dirname(fileURLToPath(import.meta.url)));
const generated = join('obj', 'generated');

/** Runs a command and waits for it. On Windows, npm and npx are .cmd files, which need a shell. */
function run(command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, DOTNET_CLI_UI_LANGUAGE: 'en' },
  });
  return { ok: status === 0, command: [command, ...args].join(' '), output: [error, stdout, stderr].filter(Boolean).join('\n') };
}

function requireSuccess({ ok, command, output }) {
  if (ok) return;
  // MSBuild reports a line in this format as an error of the build.
  console.error(`${output}\nbindings/generate.mjs : error BINDINGS : "${command}" failed (its output is above).`);
  process.exit(1);
}

/** Asks NuGet: its errors NU1101 and NU1102 name the missing packages. Any other error fails the build. */
function missingPackages() {
  const restore = run('dotnet', 'restore', 'Wanted.csproj');
  const missing = [...restore.output.matchAll(/error NU110[12]: Unable to find package ([\w.]+?)(?: with|\. )/g)].map((match) => match[1]);
  if (missing.length === 0) requireSuccess(restore);
  return new Set(missing);
}

/** The npm packages that name a NuGet package in their package.json. */
function npmPackages() {
  const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  return Object.keys(dependencies)
    .map((name) => join('node_modules', name))
    .map((folder) => ({ folder, dotnet: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).jsii?.targets?.dotnet }))
    .filter(({ dotnet }) => dotnet);
}

const missing = missingPackages();
if (missing.size > 0) {
  console.log(`bindings: no configured NuGet source has ${[...missing].join(', ')}: generating from npm (once, about a minute)`);
  requireSuccess(run('npm', 'ci', '--no-audit', '--no-fund'));
  const packages = npmPackages().filter(({ dotnet }) => missing.has(dotnet.packageId));
  rmSync(generated, { recursive: true, force: true });
  requireSuccess(run('npx', 'jsii-pacmak', '--targets', 'dotnet', '--code-only', '-o', generated, ...packages.map(({ folder }) => folder)));
  for (const { dotnet } of packages) {
    // `dotnet build` also packs these projects; `dotnet pack` finds no file to pack (NU5026).
    requireSuccess(run('dotnet', 'build', '-c', 'Release', join(generated, 'dotnet', dotnet.packageId, `${dotnet.packageId}.csproj`)));
  }
  // Puts them into NuGet's cache for other checkouts: a delivery has several.
  requireSuccess(run('dotnet', 'restore', 'Wanted.csproj', '-p:RestoreAdditionalProjectSources=feed'));
}
