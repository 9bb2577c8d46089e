import 'server-only';
import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { type Api, apiFor } from '@/api/client';
import { ApiProblem, isWaking } from '@/api/problem';
import { type Section, Shell } from '@/ui/shell';
import { Waking } from '@/ui/waking';
import { loginUrl, renewalUrl } from './urls';
import { accessToken, refreshToken } from './session';
import { isUnauthorized } from './signed-in';
import { isFresh } from './token-age';

/** Nobody looks at an empty page for longer: what shows that the service wakes asks again by itself. */
const TIMEOUT_MS = 8_000;

interface SignedInPage {
  /** Its own address, to come back to. */
  path: string;
  section: Section;
}

/** A page of somebody who is signed in, made of what the API answers. Pages may set no cookies: a new token takes a detour. */
export async function signedInPage({ path, section }: SignedInPage, content: (api: Api) => Promise<ReactNode>): Promise<ReactNode> {
  const token = await accessToken();
  if (!token) redirect((await refreshToken()) ? renewalUrl(path) : loginUrl(path));
  try {
    return <Shell section={section}>{await content(apiFor({ token, timeoutMs: TIMEOUT_MS }))}</Shell>;
  } catch (error) {
    if (isUnauthorized(error)) redirect(isFresh(token) ? loginUrl(path) : renewalUrl(path));
    if (error instanceof ApiProblem && error.status === 404) notFound();
    if (!isWaking(error)) throw error;
    return (
      <Shell section={section}>
        <Waking />
      </Shell>
    );
  }
}
