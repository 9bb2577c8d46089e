const FRESH_SECONDS = 10;

/** Returns whether a token was just issued. If a fresh token is refused, renewing it does not help. */
export function isFresh(token: string, now = Date.now()): boolean {
  try {
    const { iat } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { iat?: number };
    return iat !== undefined && now / 1000 - iat < FRESH_SECONDS;
  } catch {
    return false;
  }
}
