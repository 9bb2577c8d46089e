import type { NextConfig } from 'next';
import { allowedOrigins } from './src/security/allowed-origins';

/** What a browser is told with everything; the content security policy differs from answer to answer, and is no part of it. */
const HEADERS = {
  'strict-transport-security': 'max-age=63072000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
};

const config: NextConfig = {
  // The site is a part of a repository, not its root.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  headers: async () => [{ source: '/:path*', headers: Object.entries(HEADERS).map(([key, value]) => ({ key, value })) }],
  experimental: {
    serverActions: { allowedOrigins: allowedOrigins(process.env) },
  },
};

export default config;
