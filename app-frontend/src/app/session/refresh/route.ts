import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { isWaking } from '@/api/problem';
import { loginBefore } from '@/session/addresses';
import { isNavigation, isOwnRequest } from '@/session/own-request';
import { returnAddress } from '@/session/return-address';
import { renew } from '@/session/session';

/** The detour of a page whose access token has expired. */
export async function GET(request: NextRequest) {
  if (!isOwnRequest(request.headers) && !isNavigation(request.headers)) return new Response('Only pages of this site renew a session.', { status: 403 });
  const next = returnAddress(request.nextUrl.searchParams.get('next'));
  const token = await renew().catch((error: unknown) => {
    if (isWaking(error)) return 'waking' as const;
    throw error;
  });
  if (token === 'waking') redirect(`/waking?next=${encodeURIComponent(next)}`);
  redirect(token ? next : loginBefore(next));
}
