// Puts into ./feed those packages of Wanted.csproj that no configured NuGet source has, made from the npm packages
// of the same version with jsii-pacmak, as AWS makes the published ones. Where all are found it does nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Before Node 20.11 there is no import.meta.dirname.
process.chdir(dirname(fileURLToPath(import.meta.url)));
const generated = join('obj', 'generated');

/** Runs a command to its end; npm and npx are .cmd files on Windows, which only a shell starts. */
function run(command, ...args) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    env: { ...process.env, DOTNET_CLI_UI_LANGUAGE: 'en' },
  });
  return { ok: status === 0, command: [command, ...args].join(' '), output: [error, stdout, stderr].filter(Boolean).join('\n') };
}

function must({ ok, command, output }) {
  if (ok) return;
  // MSBuild shows a line of this form as the build's error.
  console.error(`${output}\nbindings/generate.mjs : error BINDINGS : "${command}" failed (its output is above).`);
  process.exit(1);
}

/** NuGet's own answer: NU1101 and NU1102 name what cannot be found; anything else is a failure to be shown. */
function missingPackages() {
  const restore = run('dotnet', 'restore', 'Wanted.csproj');
  const missing = [...restore.output.matchAll(/error NU110[12]: Unable to find package ([\w.]+?)(?: with|\. )/g)].map((match) => match[1]);
  if (missing.length === 0) must(restore);
  return new Set(missing);
}

/** The npm packages by the NuGet id that each says it is published under. */
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
  must(run('npm', 'ci', '--no-audit', '--no-fund'));
  const packages = npmPackages().filter(({ dotnet }) => missing.has(dotnet.packageId));
  rmSync(generated, { recursive: true, force: true });
  must(run('npx', 'jsii-pacmak', '--targets', 'dotnet', '--code-only', '-o', generated, ...packages.map(({ folder }) => folder)));
  for (const { dotnet } of packages) {
    // `dotnet build` packs these projects by itself; `dotnet pack` finds no file to pack (NU5026).
    must(run('dotnet', 'build', '-c', 'Release', join(generated, 'dotnet', dotnet.packageId, `${dotnet.packageId}.csproj`)));
  }
  // Into NuGet's own cache, where every other checkout finds them: a delivery makes several.
  must(run('dotnet', 'restore', 'Wanted.csproj', '-p:RestoreAdditionalProjectSources=feed'));
}
