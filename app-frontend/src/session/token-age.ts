interface Payload {
  iat?: number;
  sub?: string;
}

/** Reads a token's payload. The API verifies tokens; the site only reads its own. */
function payloadOf(token: string): Payload {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Payload;
  } catch {
    return {};
  }
}

/** Returns the id of the person a token belongs to. */
export const personOf = (token: string): string => payloadOf(token).sub ?? '';

const FRESH_SECONDS = 10;

/** Returns whether a token was just issued. If a fresh token is refused, renewing it does not help. */
export function isFresh(token: string, now = Date.now()): boolean {
  const { iat } = payloadOf(token);
  return iat !== undefined && now / 1000 - iat < FRESH_SECONDS;
}
