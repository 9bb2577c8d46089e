import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** What each page may load of scripts, gzipped. */
const PAGE_KB = 190;
/** Of these less: at the till nobody waits. */
const PAGES_KB = { '/': 150 };
/** Amplify refuses an output of more than 220 MiB; it is far from that, and stays there. */
const OUTPUT_MIB = 110;

/** @param {string} file */
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * The scripts that a browser loads for each page, in gzipped KB, by what the build tells of it.
 * @param {string} root the site's folder
 * @returns {Record<string, number>} by route
 */
export function scriptsOfPages(root) {
  const build = join(root, '.next');
  const pages = Object.entries(/** @type {Record<string, string>} */ (json(join(build, 'app-path-routes-manifest.json')))).filter(([entry, route]) => entry.endsWith('/page') && !route.startsWith('/_'));
  return Object.fromEntries(
    pages.map(([entry, route]) => {
      const page = join(build, 'server/app', entry);
      const files = new Set([...json(join(page, 'build-manifest.json')).rootMainFiles, ...Object.values(clientManifest(`${page}_client-reference-manifest.js`, entry).entryJSFiles).flat()]);
      return [route, [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(build, file))).length, 0) / 1024];
    }),
  );
}

/**
 * A script that sets a global.
 * @param {string} file
 * @param {string} entry
 * @returns {{ entryJSFiles: Record<string, string[]> }}
 */
function clientManifest(file, entry) {
  const global = /** @type {any} */ ({});
  new Function('globalThis', readFileSync(file, 'utf8'))(global);
  return global.__RSC_MANIFEST[entry];
}

/**
 * What a host needs to serve the site, in MiB: the build without its cache, and all that its server code was traced to.
 * @param {string} root the site's folder
 */
export function outputSize(root) {
  const build = join(root, '.next');
  const built = readdirSync(build, { recursive: true, encoding: 'utf8' })
    .filter((file) => !file.startsWith('cache'))
    .map((file) => join(build, file));
  const traced = built.filter((file) => file.endsWith('.nft.json')).flatMap((trace) => json(trace).files.map((/** @type {string} */ file) => resolve(dirname(trace), file)));
  const sizes = [...new Set([...built, ...traced])].filter((file) => existsSync(file)).map((file) => statSync(file));
  return sizes.reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0) / 2 ** 20;
}

/**
 * What is too heavy, in sentences.
 * @param {Record<string, number>} pages
 * @param {number} output
 */
export function tooHeavy(pages, output) {
  const heavy = Object.entries(pages).flatMap(([route, size]) => {
    const most = PAGES_KB[/** @type {keyof typeof PAGES_KB} */ (route)] ?? PAGE_KB;
    return size > most ? [`${route} loads ${size.toFixed(1)} KB of scripts, and may load ${most} KB.`] : [];
  });
  return output > OUTPUT_MIB ? [...heavy, `The output is ${output.toFixed(1)} MiB, and may be ${OUTPUT_MIB} MiB.`] : heavy;
}

function weigh(/** @type {string} */ root) {
  const [pages, output] = [scriptsOfPages(root), outputSize(root)];
  console.log('\nScripts of each page, gzipped\n');
  for (const [route, size] of Object.entries(pages).sort(([, a], [, b]) => b - a)) console.log(`${size.toFixed(1).padStart(7)} KB  ${route}`);
  console.log(`\n${output.toFixed(1)} MiB of output, of which Amplify takes 220\n`);
  const heavy = tooHeavy(pages, output);
  for (const sentence of heavy) console.error(sentence);
  process.exitCode = heavy.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) weigh(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
