import { redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { returnAddress } from '@/session/return-address';
import { renewedAccessToken } from '@/session/session';

/** The detour of a page whose access token has expired. */
export async function GET(request: NextRequest) {
  const token = await renewedAccessToken();
  redirect(token ? returnAddress(request.nextUrl.searchParams.get('next')) : '/login');
}
