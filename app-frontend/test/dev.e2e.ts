import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BACKEND, freePort } from './backend';

test('npm run dev serves the site and the API with demo data, and restarts the API when a file is saved', async () => {
  const dev = spawn('npm', ['run', 'dev'], {
    cwd: join(import.meta.dirname, '..'),
    env: { ...process.env, PORT: String(await freePort()) },
    // A process group of its own: a signal reaches npm and what it started.
    detached: true,
  });
  let output = '';
  for (const stream of [dev.stdout, dev.stderr]) stream.on('data', (data) => (output += String(data)));
  const exited = new Promise((resolve) => dev.once('exit', resolve));
  try {
    await expect.poll(() => output, { timeout: 60_000 }).toContain('Ready after');
    const [, site, email, password, api] = /^Site +(\S+)\nSign in +(\S+), (\S+)\nAPI +(\S+)$/m.exec(output)!;
    expect(await (await fetch(`${site}/login`)).text()).toContain('<form');
    const login = () =>
      fetch(`${api}/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password }),
      });
    expect((await login()).status).toBe(200);

    const source = join(BACKEND, 'src/main.ts');
    writeFileSync(source, readFileSync(source));
    await expect.poll(() => output).toContain('The API restarted.');
    expect((await login()).status).toBe(200);
  } finally {
    process.kill(-dev.pid!, 'SIGTERM');
    await exited;
  }
});
