import { isWaking } from '@/api/problem';
import { isOwnRequest } from '@/session/own-request';
import type { Renewed } from '@/session/renewed';
import { accessToken, renew } from '@/session/session';
import { isFresh } from '@/session/token-age';

/** A new access token, in a cookie. */
export async function POST(request: Request) {
  if (!isOwnRequest(request.headers)) return new Response("Only this site's own pages can renew a session.", { status: 403 });
  return Response.json(await renewed(), { headers: { 'cache-control': 'no-store' } });
}

async function renewed(): Promise<Renewed> {
  // Another tab was faster.
  const present = await accessToken();
  if (present && isFresh(present)) return 'renewed';
  try {
    return (await renew()) ? 'renewed' : 'ended';
  } catch (error) {
    if (isWaking(error)) return 'waking';
    throw error;
  }
}
