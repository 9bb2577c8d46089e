/** What answers tell browsers, which have no business here but to fetch JSON. */
export const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  // Answers are one person's, and some are tokens: nobody on the way keeps them.
  'cache-control': 'no-store',
} as const;
