import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Half of Amplify's limit of 220 MiB. */
const OUTPUT_MIB = 110;

/**
 * Lays out the bundle for Amplify's deployment specification:
 * https://docs.aws.amazon.com/amplify/latest/userguide/ssr-deployment-specification.html
 * compute/default has a copy of the browser's files, so that the server also runs on a host that doesn't serve static files itself.
 * @param {string} root the site's folder, after next build
 * @returns {Promise<string>} the bundle's folder
 */
export async function bundle(root) {
  const [built, output] = [join(root, '.next'), join(root, '.amplify-hosting')];
  const program = join(output, 'compute/default');
  rmSync(output, { recursive: true, force: true });
  cpSync(join(built, 'standalone'), program, { recursive: true, verbatimSymlinks: true });
  const staticFolders = [join(program, '.next/static'), join(output, 'static/_next/static')];
  for (const folder of staticFolders) cpSync(join(built, 'static'), folder, { recursive: true });
  await compileStart(root, program);
  const { version } = JSON.parse(readFileSync(join(program, 'node_modules/next/package.json'), 'utf8'));
  writeFileSync(join(output, 'deploy-manifest.json'), JSON.stringify(manifest(version), undefined, 2));
  return output;
}

/**
 * Compiles src/start.ts into one file without dependencies.
 * @param {string} root the site's folder
 * @param {string} folder the output folder
 */
export async function compileStart(root, folder) {
  mkdirSync(folder, { recursive: true });
  await build({
    root,
    configFile: false,
    envDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'src/start.ts'),
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      target: 'node22',
      rolldownOptions: { output: { entryFileNames: 'start.js' } },
    },
  });
}

/** @param {string} version of Next.js */
const manifest = (version) => ({
  version: 1,
  framework: { name: 'next', version },
  routes: [
    { path: '/_next/static/*', target: { kind: 'Static', cacheControl: 'public, max-age=31536000, immutable' } },
    { path: '/*', target: { kind: 'Compute', src: 'default' } },
  ],
  computeResources: [{ name: 'default', runtime: 'nodejs24.x', entrypoint: 'start.js' }],
});

/**
 * Returns the problems that make a bundle unfit for release.
 * @param {string} output
 */
export function problemsIn(output) {
  const [files, size] = [filesIn(output), sizeOf(output)];
  const links = files.filter((file) => lstatSync(file).isSymbolicLink());
  const environments = files.filter((file) => basename(file).startsWith('.env'));
  const nameOf = (/** @type {string} */ file) => relative(output, file);
  return [
    ...links.map((file) => `${nameOf(file)} is a symbolic link, which a host may not follow. Put the file itself into the bundle.`),
    ...environments.map((file) => `${nameOf(file)} would apply to every environment. Remove it from the site's folder and rebuild.`),
    ...(size > OUTPUT_MIB ? [`The output is ${size.toFixed(1)} MiB; the limit is ${OUTPUT_MIB} MiB.`] : []),
  ];
}

/** @param {string} output */
const sizeOf = (output) => filesIn(output).reduce((sum, file) => sum + lstatSync(file).size, 0) / 2 ** 20;

/**
 * Lists files without following links out of the bundle, as Node's recursive option would.
 * @param {string} folder
 * @returns {string[]}
 */
const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });

async function run(/** @type {string} */ root) {
  const output = await bundle(root);
  console.log(`\n${sizeOf(output).toFixed(1)} MiB of output in ${basename(output)} (Amplify's limit is 220 MiB)`);
  const problems = problemsIn(output);
  for (const problem of problems) console.error(problem);
  // A bundle with problems must not be released.
  if (problems.length > 0) rmSync(output, { recursive: true });
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
