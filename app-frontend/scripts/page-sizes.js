import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Limit for the gzipped scripts of a page. */
const PAGE_KB = 190;
/** Lower limits: quick entry has to load fast. */
const PAGES_KB = { '/': 150 };

/** @param {string} file */
const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * Returns the gzipped KB of scripts that each page loads, from the build's manifests.
 * @param {string} root the site's folder
 * @returns {Record<string, number>} by route
 */
export function pageSizes(root) {
  const build = join(root, '.next');
  const pages = Object.entries(/** @type {Record<string, string>} */ (json(join(build, 'app-path-routes-manifest.json')))).filter(
    ([entry, route]) => entry.endsWith('/page') && !route.startsWith('/_'),
  );
  return Object.fromEntries(
    pages.map(([entry, route]) => {
      const page = join(build, 'server/app', entry);
      const files = new Set([
        ...json(join(page, 'build-manifest.json')).rootMainFiles,
        ...Object.values(clientManifest(`${page}_client-reference-manifest.js`, entry).entryJSFiles).flat(),
      ]);
      return [route, [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(build, file))).length, 0) / 1024];
    }),
  );
}

/**
 * Reads a manifest, which is a script that sets a global.
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
 * Returns a message for each page over its limit.
 * @param {Record<string, number>} pages
 */
export function oversizedPages(pages) {
  return Object.entries(pages).flatMap(([route, size]) => {
    const limit = PAGES_KB[/** @type {keyof typeof PAGES_KB} */ (route)] ?? PAGE_KB;
    return size > limit ? [`${route} loads ${size.toFixed(1)} KB of scripts; the limit is ${limit} KB.`] : [];
  });
}

function run(/** @type {string} */ root) {
  const pages = pageSizes(root);
  console.log('\nScripts of each page, gzipped\n');
  for (const [route, size] of Object.entries(pages).sort(([, a], [, b]) => b - a))
    console.log(`${size.toFixed(1).padStart(7)} KB  ${route}`);
  const oversized = oversizedPages(pages);
  for (const problem of oversized) console.error(problem);
  process.exitCode = oversized.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
