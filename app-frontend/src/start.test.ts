import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { compileStart } from '../scripts/bundle.js';

/** Stands for Next.js's server: prints where it listens, and answers with the headers and API_URL it got. */
const SERVER = `
import { createServer } from 'node:http';
createServer(({ headers }, response) => response.end(JSON.stringify({ headers, apiUrl: process.env.API_URL })))
  .listen(process.env.PORT, process.env.HOSTNAME, function () { console.log(JSON.stringify(this.address())); });`;

let folder: string;
let site: ChildProcess | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'expenses-start-'));
  await compileStart(join(import.meta.dirname, '..'), folder);
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'server.js'), SERVER);
  writeFileSync(join(folder, '.env'), 'API_URL=https://api.example.com\nSITE_HOSTS=expenses.example.com\n');
});
afterEach(() => site?.kill());
afterAll(() => rmSync(folder, { recursive: true }));

const run = (environment: Record<string, string>) =>
  spawn(process.execPath, [join(folder, 'start.js')], {
    env: environment as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** Starts the server. Returns its address and a function that sends a request. */
async function start(environment: Record<string, string> = {}) {
  site = run({ PORT: '0', ...environment });
  const [output] = (await once(site.stdout!, 'data')) as [Buffer];
  const { address, port } = JSON.parse(String(output)) as AddressInfo;
  const ask = async (headers: Record<string, string> = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}`, { headers });
    const received = (await response.json()) as { headers: Record<string, string>; apiUrl: string };
    return { policy: response.headers.get('content-security-policy'), ...received };
  };
  return { address, ask };
}

test('a variable that is not set is read from the .env file beside start.js', async () => {
  expect(await (await start()).ask()).toMatchObject({ apiUrl: 'https://api.example.com' });
});

test('a variable that is set takes precedence over the file', async () => {
  expect(await (await start({ API_URL: 'http://localhost:3001' })).ask()).toMatchObject({ apiUrl: 'http://localhost:3001' });
});

test('it listens on all addresses unless HOST is set, and ignores HOSTNAME', async () => {
  expect((await start({ HOSTNAME: 'ip-10-0-0-1' })).address).toBe('0.0.0.0');
  site!.kill();
  expect((await start({ HOSTNAME: 'ip-10-0-0-1', HOST: '127.0.0.1' })).address).toBe('127.0.0.1');
});

test('each request gets a policy and the public host', async () => {
  const { policy, headers } = await (await start()).ask({ origin: 'https://expenses.example.com' });
  expect(policy).toMatch(/'nonce-/);
  expect(headers).toMatchObject({ 'content-security-policy': policy, 'x-forwarded-host': 'expenses.example.com' });
});

test("each request gets the connection's address, or what the header of the proxy says", async () => {
  const claimed = { 'x-client-address': '198.51.100.1', 'cloudfront-viewer-address': '203.0.113.7:4711' };
  expect((await (await start()).ask(claimed)).headers).toMatchObject({ 'x-client-address': '127.0.0.1' });
  site!.kill();
  const behindProxy = await start({ CLIENT_ADDRESS_HEADER: 'cloudfront-viewer-address' });
  expect((await behindProxy.ask(claimed)).headers).toMatchObject({ 'x-client-address': '203.0.113.7' });
});

test('an invalid SITE_HOSTS stops the start', async () => {
  site = run({ SITE_HOSTS: 'https://expenses.example.com' });
  let output = '';
  site.stderr!.on('data', (part) => (output += part));
  expect(await once(site, 'close')).toEqual([1, null]);
  expect(output).toContain('SITE_HOSTS contains "https://expenses.example.com", which is not a host');
});
