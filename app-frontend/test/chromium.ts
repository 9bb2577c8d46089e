import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

/** The headless shell takes half of the processor time: a whole browser also renders its own windows. */
const PATHS = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Starts the installed browser with a home folder of its own, for any number of clients: its start takes longer than most tests. */
export async function startChromium(...args: string[]): Promise<{ endpoint: string; stop: () => Promise<void> }> {
  const executablePath = PATHS.find(existsSync);
  if (!executablePath) throw new Error(`No browser found at ${PATHS.join(', ')}. Install chromium-headless-shell.`);
  const home = mkdtempSync(join(tmpdir(), 'expenses-browser-'));
  const server = await chromium.launchServer({
    executablePath,
    env: { HOME: home },
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', ...args],
  });
  const stop = async () => {
    await server.close();
    rmSync(home, { recursive: true, force: true });
  };
  return { endpoint: server.wsEndpoint(), stop };
}
