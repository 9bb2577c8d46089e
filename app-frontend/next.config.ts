import type { NextConfig } from 'next';

/** What a browser is told with everything; the content security policy differs from answer to answer, and is no part of it. */
const HEADERS = {
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

/**
 * Next.js hashes the ids of server actions with this key. Settled, an action keeps its id from build to build, so that a tab that was
 * opened before a release or a rollback can still save. It is no secret: it would encrypt what actions inside of functions close over,
 * and a test holds that there are none.
 */
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = Buffer.from('a salt for action ids, no secret').toString('base64');

/** Browsers see the build's id in addresses, and content blockers refuse those with "ad" in them: no hexadecimal digit is a "g". */
const buildId = (tag = process.env.BUILD_ID) => tag?.replaceAll('a', 'g') || null;

/** What only Next.js's image optimizer loads, which is off: programs for one kind of processor. */
const SHARP = ['sharp', '@img', 'detect-libc', 'semver'].map((name) => `node_modules/${name}/**`);

const config: NextConfig = {
  output: 'standalone',
  generateBuildId: () => buildId(),
  // The site is a part of a repository, not its root.
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: { 'next-server': SHARP },
  turbopack: { root: import.meta.dirname },
  images: { unoptimized: true },
  poweredByHeader: false,
  headers: async () => [{ source: '/:path*', headers: Object.entries(HEADERS).map(([key, value]) => ({ key, value })) }],
  // Hosts let nothing be written beside the program.
  experimental: { isrFlushToDisk: false },
};

export default config;
