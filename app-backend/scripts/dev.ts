import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { watch } from 'rolldown';
import bundle from '../rolldown.config.js';
import { EmailService } from '../test/email-service.js';
import { eventually } from '../test/eventually.js';
import { freePort } from '../test/free-port.js';
import { startPostgres } from '../test/postgres-server.js';
import { hasRedisServer, startRedis } from '../test/redis-server.js';

/**
 * Runs the API and the site from their sources, with PostgreSQL, Redis and two years of demo data, and reloads both on save.
 * The data is new at each start. Ctrl-C stops everything.
 */
const BACKEND = join(import.meta.dirname, '..');
const SITE = join(BACKEND, '../app-frontend');
const DEMO = 'demo@example.com';

const started = Date.now();
const stops: (() => unknown)[] = [];

async function stop(code: number): Promise<never> {
  for (const end of stops.reverse()) await end();
  process.exit(code);
}
process.once('SIGINT', () => void stop(0));
process.once('SIGTERM', () => void stop(0));

async function start(): Promise<void> {
  if (!existsSync(join(SITE, 'node_modules'))) {
    console.log('Installing the packages of the site (once)');
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: SITE, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const [apiPort, sitePort, postgres, mail, redis] = await Promise.all([
    freePort(),
    preferredPort(Number(process.env.PORT ?? 3000)),
    startPostgres(),
    // The API itself never prints a message: it sends them to this stand-in for Amazon SES.
    EmailService.start(({ to, subject, text }) => console.log(`\nMessage to ${to}: ${subject}\n\n${text}`)),
    hasRedisServer ? startRedis() : undefined,
  ]);
  stops.push(
    postgres.stop,
    () => mail.stop(),
    () => redis?.stop(),
  );

  const owner = {
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: String(postgres.port),
    DATABASE_NAME: 'postgres',
    DATABASE_USER: 'postgres',
    DATABASE_PASSWORD: 'postgres',
    DATABASE_TLS: 'off',
  };
  const app = { APP_DATABASE_USER: 'expenses_app', APP_DATABASE_PASSWORD: 'only for development' };
  const cache = redis && {
    CACHE_HOST: redis.address.host,
    CACHE_PORT: String(redis.address.port),
    CACHE_AUTH_TOKEN: redis.address.password!,
    CACHE_TLS: 'off',
  };
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const siteUrl = `http://localhost:${sitePort}`;
  const environment = {
    ...owner,
    DATABASE_USER: app.APP_DATABASE_USER,
    DATABASE_PASSWORD: app.APP_DATABASE_PASSWORD,
    ...cache,
    JWT_SECRET: 'only for development '.repeat(2),
    LOG_LEVEL: 'warn',
    AUTH_TRIES_PER_MINUTE: '100000',
    HOST: '127.0.0.1',
    PORT: String(apiPort),
    ...mail.sdkEnvironment,
    ...mail.configuration(siteUrl),
  };

  let api: ChildProcess | undefined;
  stops.push(() => end(api));
  const restart = async () => {
    await end(api);
    run('migrate', { ...owner, ...app });
    api = serve(['dist/main.js', 'serve'], BACKEND, environment);
    await untilAnswered(`${apiUrl}/health/ready`);
  };

  const site = serve(['node_modules/next/dist/bin/next', 'dev', '--port', String(sitePort)], SITE, { API_URL: apiUrl, SENDS_MAIL: 'on' });
  stops.push(() => end(site));
  await onEachBuild(restart);
  const password = /the password (\S+)/.exec(run('demo', owner, DEMO))![1]!;
  await untilAnswered(`${siteUrl}/login`);

  console.log(`
Site      ${siteUrl}
Sign in   ${DEMO}, ${password}
API       ${apiUrl}
Database  postgres://postgres:postgres@127.0.0.1:${postgres.port}/postgres
Cache     ${redis ? `redis://:${redis.address.password}@127.0.0.1:${redis.address.port}` : 'in memory: redis-server is not on the PATH'}

Ready after ${((Date.now() - started) / 1000).toFixed(1)} s. Save a file to reload the API or the site; Ctrl-C stops everything.`);
}

/** Builds the API now and on each save, and calls `restart` after each build; resolves after the first. */
function onEachBuild(restart: () => Promise<void>): Promise<void> {
  const watcher = watch(bundle);
  stops.push(() => watcher.close());
  let builds = 0;
  return new Promise((resolve, reject) => {
    watcher.on('event', async (event) => {
      if (event.code === 'ERROR') console.error(event.error.message);
      if (event.code !== 'BUNDLE_END') return;
      await event.result.close();
      await restart().then(resolve, (error: Error) => (builds === 0 ? reject(error) : console.error(error.message)));
      if (builds++ > 0) console.log('The API restarted.');
    });
  });
}

const withPath = (own: Record<string, string>) => ({ PATH: process.env.PATH!, ...own }) as unknown as NodeJS.ProcessEnv;

const run = (command: string, environment: Record<string, string>, ...args: string[]): string =>
  execFileSync(process.execPath, ['dist/main.js', command, ...args], { cwd: BACKEND, env: withPath(environment), encoding: 'utf8' });

const serve = (args: string[], cwd: string, environment: Record<string, string>): ChildProcess =>
  spawn(process.execPath, args, { cwd, env: withPath(environment), stdio: ['ignore', 'ignore', 'inherit'] });

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child?.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exited;
}

async function preferredPort(port: number): Promise<number> {
  const isTaken = await fetch(`http://localhost:${port}`).then(
    () => true,
    () => false,
  );
  return isTaken ? freePort() : port;
}

/** Next.js compiles a page at its first request, which takes long on a slow machine. */
const untilAnswered = (url: string): Promise<void> =>
  eventually(
    `${url} answers`,
    () =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ),
    60_000,
  );

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
