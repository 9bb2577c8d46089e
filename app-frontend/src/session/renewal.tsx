'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { RETRY_MS, WakingMessage } from '@/ui/waking';
import { loginUrl } from './urls';
import { withSessionLock } from './session-lock';
import type { RenewalResult } from './renewal-result';

/** Gets a new access token, and goes on to where somebody was going. */
export function Renewal({ next }: { next: string }) {
  const router = useRouter();
  const [state, setState] = useState<'asking' | 'waking' | 'failed'>('asking');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const renew = async () => {
      const answer = await withSessionLock(requestRenewal).catch(() => 'waking' as const);
      if (answer === 'renewed') return router.replace(next);
      if (answer === 'ended') return router.replace(loginUrl(next));
      setState(answer);
      if (answer === 'waking') timer = setTimeout(() => void renew(), RETRY_MS);
    };
    void renew();
    return () => clearTimeout(timer);
  }, [next, router]);
  // For the page that tells so, where one can try again.
  if (state === 'failed') throw new Error('The session could not be renewed.');
  return state === 'waking' ? <WakingMessage /> : <h1 className="title">One moment …</h1>;
}

/** Is answered even if the page is left: the token that was sent is used up. */
async function requestRenewal(): Promise<RenewalResult | 'failed'> {
  const response = await fetch('/session/refresh', { method: 'POST', keepalive: true });
  if (response.ok) return (await response.json()) as RenewalResult;
  // What stands before the site answers so while that starts; the site itself where it is broken.
  return response.status >= 502 && response.status <= 504 ? 'waking' : 'failed';
}
