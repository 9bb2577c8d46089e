import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freePort } from '../test/backend';
import { logIn, PHONE } from '../test/browser';
import { startChromium } from '../test/chromium';
import { CATEGORIES, machineIndex, type Measured, replaceGenerated, type Result, shortfalls, table } from './report';
import { clickTimes, documentTimes } from './times';

const DOCUMENT = join(import.meta.dirname, '../../infra/docs/benchmarks.md');
const RUNS = 3;
const PAGES = [
  { page: 'login', path: '/login' },
  { page: 'quick entry', path: '/', tab: 'Enter', from: '/transactions' },
  { page: 'month', path: `/months/${new Date().toISOString().slice(0, 7)}`, tab: 'Month', from: '/' },
  { page: 'transactions', path: '/transactions', tab: 'List', from: '/' },
];

const { site, demo } = inject('stack');
const measured: Measured[] = [];
let port: number;
let browser: Browser;

beforeAll(async () => {
  if (!existsSync(join(import.meta.dirname, 'node_modules')))
    throw new Error('Lighthouse is not installed. Run "npm ci --prefix lighthouse" in app-frontend.');
  port = await freePort();
  const { endpoint, stop } = await startChromium(`--remote-debugging-port=${port}`);
  browser = await chromium.connect(endpoint);
  return stop;
});

test.each(PAGES)('$page scores at least 95 in every category', { timeout: 600_000 }, async ({ page: name, path, tab, from }) => {
  // The browser's own time zone: with another one, the page would set its cookie in each run.
  const context = await browser.newContext({ ...PHONE, timezoneId: undefined });
  const page = await context.newPage();
  if (tab) {
    await page.goto(`${site}/login`);
    await logIn(page, demo.email, demo.password);
    await page.getByLabel('Amount').waitFor();
  }
  const document = await documentTimes(page, site + path);
  const click = tab ? await clickTimes(page, site + from, tab) : [];
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  await context.close();
  const runs: Result[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await runLighthouse(site + path, cookie));
  measured.push({ page: name, runs, document, click });
  expect(shortfalls({ page: name, runs })).toEqual([]);
});

/** Runs Lighthouse with its phone profile: a slow phone on a slow 4G network, both simulated. */
async function runLighthouse(url: string, cookie: string): Promise<Result> {
  const { default: lighthouse } = await import('lighthouse');
  const { lhr } = (await lighthouse(url, {
    port,
    logLevel: 'error',
    onlyCategories: Object.keys(CATEGORIES),
    ...(cookie && { extraHeaders: { Cookie: cookie } }),
  }))!;
  if (lhr.runtimeError) throw new Error(`Lighthouse can't measure ${url}: ${lhr.runtimeError.message}`);
  // For example, the session has ended.
  expect(lhr.finalDisplayedUrl).toBe(url);
  return lhr;
}

afterAll(() => {
  if (measured.length < PAGES.length) return;
  const date = new Date().toISOString().slice(0, 10);
  const runs = measured.flatMap((page) => page.runs);
  const machine = [
    `${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${availableParallelism()} cores`,
    `${Math.round(totalmem() / 1024 ** 3)} GB`,
    platform(),
    `Node ${process.versions.node}`,
    `Chromium ${browser.version()}`,
    `Lighthouse ${runs[0]!.lighthouseVersion}, which rates this machine's speed ${machineIndex(runs)}`,
  ].join(', ');
  const conditions = `Measured on ${date} with \`npm run lighthouse\` in \`app-frontend\`: medians of ${RUNS} runs.\n${machine}.`;
  const generated = `${conditions}\n\n${table(measured)}`;
  console.log(`\n${generated}\n`);
  writeFileSync(DOCUMENT, replaceGenerated(readFileSync(DOCUMENT, 'utf8'), generated));
});
