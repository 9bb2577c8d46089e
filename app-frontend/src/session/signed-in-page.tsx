import 'server-only';
import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { type Api, apiFor } from '@/api/client';
import { ApiProblem, isWaking } from '@/api/problem';
import { type Section, Shell } from '@/ui/shell';
import { Waking } from '@/ui/waking';
import { loginBefore, renewalOf } from './addresses';
import { accessToken, refreshToken } from './session';
import { isRefused } from './signed-in';
import { isFresh } from './token-age';

/** Nobody looks at an empty page for longer: what shows that the service wakes asks again by itself. */
const PATIENCE_MS = 8_000;

interface SignedInPage {
  /** Its own address, to come back to. */
  path: string;
  section: Section;
}

/** A page of somebody who is signed in, made of what the API answers. Pages may set no cookies: a new token takes a detour. */
export async function signedInPage({ path, section }: SignedInPage, content: (api: Api) => Promise<ReactNode>): Promise<ReactNode> {
  const token = await accessToken();
  if (!token) redirect((await refreshToken()) ? renewalOf(path) : loginBefore(path));
  try {
    return <Shell section={section}>{await content(apiFor({ token, patienceMs: PATIENCE_MS }))}</Shell>;
  } catch (error) {
    if (isRefused(error)) redirect(isFresh(token) ? loginBefore(path) : renewalOf(path));
    if (error instanceof ApiProblem && error.status === 404) notFound();
    if (!isWaking(error)) throw error;
    return (
      <Shell section={section}>
        <Waking />
      </Shell>
    );
  }
}
