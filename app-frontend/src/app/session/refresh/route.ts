import { isWaking } from '@/api/problem';
import { isSameOriginRequest } from '@/session/same-origin';
import type { RenewalResult } from '@/session/renewal-result';
import { accessToken, renew } from '@/session/session';
import { isFresh } from '@/session/token-age';

/** Renews the access token and sets its cookie. */
export async function POST(request: Request) {
  if (!isSameOriginRequest(request.headers)) return new Response("Only this site's own pages can renew a session.", { status: 403 });
  return Response.json(await renewIfNeeded(), { headers: { 'cache-control': 'no-store' } });
}

async function renewIfNeeded(): Promise<RenewalResult> {
  // Another tab has renewed it already.
  const token = await accessToken();
  if (token && isFresh(token)) return 'renewed';
  try {
    return (await renew()) ? 'renewed' : 'ended';
  } catch (error) {
    if (isWaking(error)) return 'waking';
    throw error;
  }
}
