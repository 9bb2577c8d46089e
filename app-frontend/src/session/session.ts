import 'server-only';
import { cookies, headers } from 'next/headers';
import { apiFor, type ApiOptions, unwrap } from '@/api/client';
import { authRefresh, type Session } from '@/api/generated';
import { endsSession } from '@/api/problem';
import { CLIENT_ADDRESS } from '@/security/client-address';
import { sessionCookies } from './cookie-names';
import { shareInFlight } from './share-in-flight';

const REFRESH_SECONDS = 30 * 24 * 60 * 60;
/** A browser stays known after a logout. */
const DEVICE_SECONDS = 365 * 24 * 60 * 60;
/** The access token's cookie expires a little before the token. */
const MARGIN_SECONDS = 30;
/** How long a renewal waits for the database before the page says that it is waking up. */
const TIMEOUT_MS = 8_000;

async function names() {
  return sessionCookies(await headers());
}

async function read(name: 'access' | 'refresh' | 'device'): Promise<string | undefined> {
  return (await cookies()).get((await names())[name])?.value;
}

export const accessToken = () => read('access');

export const refreshToken = () => read('refresh');

/** Says who uses the site, for calls without an access token. */
export async function visitor(): Promise<ApiOptions> {
  const received = await headers();
  return { userAgent: received.get('user-agent'), clientAddress: received.get(CLIENT_ADDRESS), deviceToken: await read('device') };
}

/** Renews the access token, or returns undefined if the session has ended. For actions and routes, which may set cookies. */
export async function renew(): Promise<string | undefined> {
  const token = await refreshToken();
  if (!token) return undefined;
  try {
    const client = await visitor();
    const session = await shareInFlight(token, () => requestSession(token, client));
    await saveSession(session);
    return session.accessToken;
  } catch (error) {
    if (!endsSession(error)) throw error;
    await clearSession();
    return undefined;
  }
}

/** Waits for the database first: if the request timed out, the token would be used up and the next renewal would look like theft. */
async function requestSession(token: string, client: ApiOptions): Promise<Session> {
  await waitForDatabase(client);
  return unwrap(authRefresh({ client: apiFor(client), body: { refreshToken: token } }));
}

/** Sends an invalid token: refusing it takes an awake database and changes nothing. */
async function waitForDatabase(client: ApiOptions): Promise<void> {
  try {
    await unwrap(authRefresh({ client: apiFor({ ...client, timeoutMs: TIMEOUT_MS }), body: { refreshToken: 'of no session' } }));
  } catch (error) {
    if (!endsSession(error)) throw error;
  }
}

export async function saveSession(session: Session): Promise<void> {
  const { access, refresh, device, options } = await names();
  const jar = await cookies();
  jar.set(access, session.accessToken, { ...options, maxAge: Math.max(session.expiresIn - MARGIN_SECONDS, 1) });
  jar.set(refresh, session.refreshToken, { ...options, maxAge: REFRESH_SECONDS });
  // An API of an earlier release sends none.
  if (session.deviceToken) jar.set(device, session.deviceToken, { ...options, maxAge: DEVICE_SECONDS });
}

export async function clearSession(): Promise<void> {
  const { access, refresh, options } = await names();
  const jar = await cookies();
  for (const name of [access, refresh]) jar.set(name, '', { ...options, maxAge: 0 });
}
