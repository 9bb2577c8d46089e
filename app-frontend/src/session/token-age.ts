const FRESH_SECONDS = 10;

/** Whether a token was issued only now: one that is refused all the same gets no better by another. */
export function isFresh(token: string, now = Date.now()): boolean {
  try {
    const { iat } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { iat?: number };
    return iat !== undefined && now / 1000 - iat < FRESH_SECONDS;
  } catch {
    return false;
  }
}
