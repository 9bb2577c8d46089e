import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freePort } from './backend';
import { PROGRAM } from './stack';
import '../next.config';

const read = (file: string) => JSON.parse(readFileSync(join(PROGRAM, '.next', file), 'utf8')) as unknown;

test('no page is prerendered: each environment has its own values', () => {
  expect(Object.keys((read('prerender-manifest.json') as { routes: object }).routes).sort()).toEqual(['/_global-error', '/icon.svg']);
});

test('an action has the same id in every build, from its file, its name and its parameters', () => {
  const { node } = read('server/server-reference-manifest.json') as { node: Record<string, { filename: string; exportedName: string }> };
  const salt = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY;
  const names = Object.values(node).map(({ filename, exportedName }) => `${filename}:${exportedName}`);
  const hashes = names.map((name) => createHash('sha1').update(`${salt}${name}`).digest('hex'));
  expect(hashes.length).toBeGreaterThan(20);
  // The first byte encodes the parameters.
  expect(Object.keys(node).map((id) => id.slice(2))).toEqual(hashes);
});

test('a request has a policy as soon as the site listens, before Next.js is ready', async () => {
  const environment = { PATH: process.env.PATH!, PORT: String(await freePort()), HOST: '127.0.0.1' } as unknown as NodeJS.ProcessEnv;
  const preload = ['--import', join(import.meta.dirname, 'first-request.mjs')];
  const output = execFileSync(process.execPath, [...preload, join(PROGRAM, 'start.js')], { env: environment, encoding: 'utf8' });
  expect(output).toMatch(/script-src 'self' 'nonce-/);
});
