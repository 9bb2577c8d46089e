'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { MAX_TRIES, RETRY_MS } from '@/ui/waking';
import { WakingMessage } from '@/ui/waking-message';
import { loginUrl } from './urls';
import { withSessionLock } from './session-lock';
import type { RenewalResult } from './renewal-result';

/** Renews the access token, then goes on to the next page. */
export function Renewal({ next }: { next: string }) {
  const router = useRouter();
  const [state, setState] = useState<'asking' | 'waking' | 'failed'>('asking');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let tries = 0;
    const renew = async () => {
      const answer = await withSessionLock(requestRenewal).catch(() => 'waking' as const);
      if (answer === 'renewed') return router.replace(next);
      if (answer === 'ended') return router.replace(loginUrl(next));
      const isGone = answer === 'waking' && ++tries > MAX_TRIES;
      setState(isGone ? 'failed' : answer);
      if (answer === 'waking' && !isGone) timer = setTimeout(() => void renew(), RETRY_MS);
    };
    void renew();
    return () => clearTimeout(timer);
  }, [next, router]);
  // The error page offers to try again.
  if (state === 'failed') throw new Error('The session could not be renewed.');
  return state === 'waking' ? <WakingMessage /> : <h1 className="title">One moment …</h1>;
}

/** Uses keepalive to get the answer even if the page closes, because the token sent is used up. */
async function requestRenewal(): Promise<RenewalResult | 'failed'> {
  const response = await fetch('/session/refresh', { method: 'POST', keepalive: true });
  if (response.ok) return (await response.json()) as RenewalResult;
  // A proxy answers 502 to 504 while the site starts; other errors are the site's own.
  return response.status >= 502 && response.status <= 504 ? 'waking' : 'failed';
}
