import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { BACKEND, backendNode, freePort, hasBackend } from './backend';

/** The built program, as a host gets it. */
export const PROGRAM = join(import.meta.dirname, '../.amplify-hosting/compute/default');
/** The site's public host, for requests that a proxy forwards under another host. */
export const PUBLIC_HOST = 'expenses.example.com';
const DEMO = 'demo@example.com';

export interface Stack {
  site: string;
  /** Starts another process of the site and returns its URL. */
  startSite: () => Promise<string>;
  demo: { email: string; password: string };
  /** Connection string of the database's superuser, for rows that the API no longer accepts. */
  database: string;
  /** The URL that lists the messages which the API has sent. */
  messages: string;
  /** Controls the API's process. A paused one accepts requests but does not answer. */
  api: { stop: () => Promise<void>; start: () => Promise<void>; pause: () => void; resume: () => void };
  stop: () => Promise<void>;
}

/** Starts the built site, the real API and PostgreSQL, with a demo user who has two years of entries. */
export async function startStack(): Promise<Stack> {
  if (!hasBackend()) throw new Error('The API is not built from its current source. Run "npm ci && npm run build" in app-backend.');
  if (!existsSync(PROGRAM)) throw new Error('The site is not built. Run "npm run build".');
  const postgres = await startPostgres();
  const superuser = {
    DATABASE_HOST: '127.0.0.1',
    DATABASE_PORT: String(postgres.port),
    DATABASE_NAME: 'postgres',
    DATABASE_USER: 'postgres',
    DATABASE_PASSWORD: 'postgres',
    DATABASE_TLS: 'off',
  };
  const app = { APP_DATABASE_USER: 'expenses_app', APP_DATABASE_PASSWORD: 'only for tests' };
  run('migrate', { ...superuser, ...app });
  const password = /the password (\S+)/.exec(run('demo', superuser, DEMO))![1]!;

  const mail = await startMail();
  const [apiPort, sitePort] = [await freePort(), await freePort()];
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  const environment = {
    ...superuser,
    DATABASE_USER: app.APP_DATABASE_USER,
    DATABASE_PASSWORD: app.APP_DATABASE_PASSWORD,
    JWT_SECRET: 'only for tests '.repeat(3),
    LOG_LEVEL: 'warn',
    AUTH_TRIES_PER_MINUTE: '100000',
    ...mail.sdkEnvironment,
    ...mail.configuration(`http://localhost:${sitePort}`),
  };
  let backend: ChildProcess;
  const api = {
    start: async () => {
      backend = serve(backendNode, ['dist/main.js', 'serve'], BACKEND, { ...environment, HOST: '127.0.0.1', PORT: String(apiPort) });
      await waitUntilReady(`${apiUrl}/health/ready`);
    },
    stop: () => kill(backend),
    pause: () => void backend.kill('SIGSTOP'),
    resume: () => void backend.kill('SIGCONT'),
  };

  // Outside the checkout, so that the program finds only what the bundle contains.
  const program = mkdtempSync(join(tmpdir(), 'expenses-site-'));
  cpSync(PROGRAM, program, { recursive: true });
  writeFileSync(join(program, '.env'), `API_URL=${apiUrl}\nCOMMIT=test\nBUNDLE=tested\nSITE_HOSTS=${PUBLIC_HOST}\nSENDS_MAIL=on\n`);
  const frontends: ChildProcess[] = [];
  const startSite = async (port: number) => {
    // Session cookies work without HTTPS only on localhost.
    const url = `http://localhost:${port}`;
    frontends.push(serve(process.execPath, ['start.js'], program, { PORT: String(port), HOST: '127.0.0.1' }));
    await waitUntilReady(`${url}/api/version`);
    return url;
  };
  const [site] = await Promise.all([startSite(sitePort), api.start()]);
  const stop = async () => {
    await Promise.all(frontends.map(kill));
    rmSync(program, { recursive: true });
    await api.stop();
    await postgres.stop();
    mail.stop();
  };
  return {
    site,
    startSite: async () => startSite(await freePort()),
    api,
    demo: { email: DEMO, password },
    database: `postgres://postgres:postgres@127.0.0.1:${postgres.port}/postgres`,
    messages: mail.url,
    stop,
  };
}

interface EmailService {
  url: string;
  sdkEnvironment: Record<string, string>;
  configuration: (site: string) => Record<string, string>;
  stop: () => void;
}

/** Starts the stand-in for Amazon SES of the API's tests. */
async function startMail(): Promise<EmailService> {
  const file = join(BACKEND, 'test/email-service.ts');
  const { EmailService } = (await import(/* @vite-ignore */ file)) as { EmailService: { start: () => Promise<EmailService> } };
  return EmailService.start();
}

/** Starts the PostgreSQL of the API's tests. The path is dynamic because the compiler can't resolve the API's packages here. */
async function startPostgres(): Promise<{ port: number; stop: () => Promise<void> }> {
  const file = join(BACKEND, 'test/postgres-server.ts');
  const server = (await import(/* @vite-ignore */ file)) as { startPostgres: typeof startPostgres };
  return server.startPostgres();
}

const asEnvironment = (own: Record<string, string>) => ({ PATH: process.env.PATH!, ...own }) as unknown as NodeJS.ProcessEnv;

const run = (command: string, environment: Record<string, string>, ...args: string[]): string =>
  execFileSync(backendNode, ['dist/main.js', command, ...args], { cwd: BACKEND, env: asEnvironment(environment), encoding: 'utf8' });

const serve = (program: string, args: string[], cwd: string, environment: Record<string, string>): ChildProcess =>
  spawn(program, args, { cwd, env: asEnvironment(environment), stdio: ['ignore', 'ignore', 'inherit'] });

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

async function waitUntilReady(url: string): Promise<void> {
  for (const deadline = Date.now() + 60_000; ; await setTimeout(100)) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    if (Date.now() > deadline) throw new Error(`${url} did not answer within a minute.`);
  }
}
