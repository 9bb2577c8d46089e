import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const BACKEND = join(import.meta.dirname, '../../app-backend');

/** The Node that the API brings with it. */
export const backendNode = join(BACKEND, 'node_modules/.bin/node');

/** Whether the API lies beside the site, installed and built from its present source. */
export function hasBackend(): boolean {
  const built = join(BACKEND, 'dist/main.js');
  if (!existsSync(built) || !existsSync(backendNode)) return false;
  const newest = (folder: string) => Math.max(...readdirSync(join(BACKEND, folder), { recursive: true, encoding: 'utf8' }).map((file) => statSync(join(BACKEND, folder, file)).mtimeMs));
  return newest('dist') >= newest('src');
}

const PROGRAM = `
const { createApplication } = await import('./dist/application.js');
const { readApiConfiguration } = await import('./dist/configuration/configuration.js');
const none = { DATABASE_HOST: 'none.invalid', DATABASE_NAME: 'none', DATABASE_USER: 'none', DATABASE_PASSWORD: 'none' };
const app = await createApplication(readApiConfiguration({ ...none, JWT_SECRET: 'none'.repeat(8), LOG_LEVEL: 'silent' }));
await app.init();
const { body } = await app.getHttpAdapter().getInstance().inject('/openapi.json');
process.stdout.write(JSON.stringify(JSON.parse(body), null, 2) + '\\n', () => process.exit());
`;

/** The OpenAPI document of the API beside the site; it asks no database. */
export const openApiDocument = (): string => execFileSync(backendNode, ['--input-type=module', '--eval', PROGRAM], { cwd: BACKEND, encoding: 'utf8', maxBuffer: 2 ** 24 });
