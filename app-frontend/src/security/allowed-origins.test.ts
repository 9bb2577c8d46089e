import { isCsrfOriginAllowed } from 'next/dist/server/app-render/csrf-protection';
import { expect, test, vi } from 'vitest';

/** By what Next.js itself makes of the configuration. */
async function allows(origin: string, environment: Record<string, string>): Promise<boolean> {
  vi.resetModules();
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { default: config } = await import('../../next.config');
  vi.unstubAllEnvs();
  return isCsrfOriginAllowed(origin, config.experimental?.serverActions?.allowedOrigins);
}

const AMPLIFY = { AWS_APP_ID: 'd1abc', AWS_BRANCH: 'release/prod' };

test.each([
  ['release-prod.d1abc.amplifyapp.com', AMPLIFY, true],
  ['expenses.example.com', { ...AMPLIFY, SITE_DOMAIN: 'expenses.example.com' }, true],
  ['expenses.example.com', AMPLIFY, false],
  ['release-prod.d2evil.amplifyapp.com', AMPLIFY, false],
  ['evil.amplifyapp.com', AMPLIFY, false],
  ['release-prod.d1abc.amplifyapp.com', {}, false],
] as const)('pages of %s act on this site where the build says %j: %s', async (origin, environment, allowed) => {
  expect(await allows(origin, environment)).toBe(allowed);
});
