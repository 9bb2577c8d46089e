import 'server-only';
import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { type Api, apiFor } from '@/api/client';
import { ApiProblem, isWaking } from '@/api/problem';
import { Alert } from '@/ui/alert';
import { type Section, Shell } from '@/ui/shell';
import { Waking } from '@/ui/waking';
import { WakingMessage } from '@/ui/waking-message';
import { loginUrl, renewalUrl } from './urls';
import { accessToken, refreshToken } from './session';
import { isUnauthorized } from './signed-in';
import { isFresh, personOf } from './token-age';

/** After this, the page says that the service is waking up, and retries. */
const TIMEOUT_MS = 8_000;

interface SignedInPage {
  /** The page's path, to come back to. */
  path: string;
  section: Section;
}

/** Renders a page for a signed-in user. Pages can't set cookies, so an expired token takes a detour over /session. */
export async function signedInPage(
  { path, section }: SignedInPage,
  content: (api: Api, person: string) => Promise<ReactNode>,
): Promise<ReactNode> {
  const token = await accessToken();
  if (!token) redirect((await refreshToken()) ? renewalUrl(path) : loginUrl(path));
  const person = personOf(token);
  try {
    return <Shell {...{ section, person }}>{await content(apiFor({ token, timeoutMs: TIMEOUT_MS }), person)}</Shell>;
  } catch (error) {
    if (isUnauthorized(error)) redirect(isFresh(token) ? loginUrl(path) : renewalUrl(path));
    if (error instanceof ApiProblem && error.status === 404) notFound();
    if (isWaking(error)) {
      return (
        <Shell {...{ section, person }}>
          <Waking>
            <WakingMessage />
          </Waking>
        </Shell>
      );
    }
    if (!(error instanceof ApiProblem) || error.status >= 500) throw error;
    return (
      <Shell {...{ section, person }}>
        <h1 className="title mb-4">This page can&apos;t be shown</h1>
        <Alert>{error.detail}</Alert>
      </Shell>
    );
  }
}
