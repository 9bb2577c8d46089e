/** Security headers: browsers may do nothing with an answer but read its JSON. */
export const SECURITY_HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  // Answers are private, and some are tokens: no proxy may store them.
  'cache-control': 'no-store',
} as const;
