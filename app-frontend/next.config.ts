import type { NextConfig } from 'next';

/** Headers of every response. The content security policy is not among them: it differs per response. */
const HEADERS = {
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

/**
 * Salt of the server action ids. Fixed, so that an action keeps its id between builds and a tab that was opened before a release or a
 * rollback can still save. It is not a secret: it would encrypt the closures of actions inside functions, and a test forbids those.
 */
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = Buffer.from('a salt for action ids, no secret').toString('base64');

/** Replaces "a" with "g", which is no hexadecimal digit: content blockers block URLs that contain "ad", and the build id is in URLs. */
const buildId = (tag = process.env.BUILD_ID) => tag?.replaceAll('a', 'g') || null;

/** Native packages that only Next.js's image optimizer loads, which is off. */
const SHARP = ['sharp', '@img', 'detect-libc', 'semver'].map((name) => `node_modules/${name}/**`);

const config: NextConfig = {
  output: 'standalone',
  generateBuildId: () => buildId(),
  // The site is a folder of the repository, not its root.
  outputFileTracingRoot: import.meta.dirname,
  outputFileTracingExcludes: { 'next-server': SHARP },
  turbopack: { root: import.meta.dirname },
  // `npm test` checks the types. Every release runs it first, so the build doesn't check them again.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  poweredByHeader: false,
  headers: async () => [{ source: '/:path*', headers: Object.entries(HEADERS).map(([key, value]) => ({ key, value })) }],
  // Hosts make the program's folder read-only.
  experimental: { isrFlushToDisk: false },
};

export default config;
