import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../test/free-port.js';
import { createTestDatabase } from '../test/test-database.js';
import { asEnvironment, startApi, TestProcess } from '../test/test-process.js';

const run = (environment: Record<string, string>, ...command: string[]) => new TestProcess(environment, 'dist/main.js', ...command);

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serving() {
  const started = await startApi();
  closing.push(started.stop);
  return started;
}

describe('the commands', () => {
  test('an empty environment starts nothing and names all missing variables', async () => {
    const serve = run({});
    expect(await serve.exit).toBe(78);
    for (const name of ['DATABASE_HOST', 'DATABASE_NAME', 'DATABASE_USER', 'DATABASE_PASSWORD', 'JWT_SECRET'])
      expect(serve.output).toContain(`${name} is missing.`);
    expect(serve.output).not.toContain('at ');
  });

  test('an unknown command is named together with the known ones', async () => {
    const command = run({}, 'sevre');
    expect(await command.exit).toBe(64);
    expect(command.output).toContain('"sevre" is not a command of the expenses API. It must be one of serve, demo, migrate.');
  });

  test('a port in use is named', async () => {
    const { environment, url } = await serving();
    const second = run(environment, 'serve');
    expect(await second.exit).toBe(78);
    expect(second.output).toContain(`PORT ${new URL(url).port} is in use on 127.0.0.1`);
  });

  test("migrate reports in a sentence which database it can't reach", async () => {
    const port = await freePort();
    const command = run({ ...asEnvironment(await createTestDatabase()), DATABASE_PORT: String(port) }, 'migrate');
    expect(await command.exit).toBe(69);
    expect(command.output).toMatch(new RegExp(`^The database at 127\\.0\\.0\\.1:${port} can't be reached: .*\\n$`));
  });

  test('of concurrent migrations one migrates and all succeed', async () => {
    const environment = asEnvironment(await createTestDatabase());
    const commands = [1, 2, 3].map(() => run(environment, 'migrate'));
    expect(await Promise.all(commands.map(({ exit }) => exit))).toEqual([0, 0, 0]);
    expect(commands.filter(({ output }) => output.includes('0001-expenses: Success'))).toHaveLength(1);
    expect(commands.filter(({ output }) => output.includes('nothing to do'))).toHaveLength(2);
  });

  test('no command writes to disk, which the test processes would refuse, like a read-only container', async () => {
    const writer = new TestProcess({}, '--eval', `fs.writeFileSync(${JSON.stringify(join(tmpdir(), crypto.randomUUID()))}, '')`);
    expect(await writer.exit).toBe(1);
    expect(writer.output).toContain('ERR_ACCESS_DENIED');
  });

  test("the container's health check passes while the API is alive, and fails otherwise", async () => {
    const { environment } = await serving();
    expect(await new TestProcess(environment, 'dist/health-check.js').exit).toBe(0);
    expect(await new TestProcess({ PORT: String(await freePort()) }, 'dist/health-check.js').exit).toBe(1);
  });
});
