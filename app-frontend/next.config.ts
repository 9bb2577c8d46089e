import type { NextConfig } from 'next';

const config: NextConfig = {
  // The site is a part of a repository, not its root.
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  experimental: {
    // Amplify's CDN hands requests on under another host than the one that the browser knows.
    serverActions: { allowedOrigins: ['*.amplifyapp.com'] },
  },
};

export default config;
