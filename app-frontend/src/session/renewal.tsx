'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { AGAIN_MS, WakingNote } from '@/ui/waking';
import { loginBefore } from './addresses';
import { inTurn } from './in-turn';
import type { Renewed } from './renewed';

/** Gets a new access token, and goes on to where somebody was going. */
export function Renewal({ next }: { next: string }) {
  const router = useRouter();
  const [isWaking, setIsWaking] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const renew = async () => {
      const state = await inTurn(ask).catch(() => 'waking' as const);
      if (state !== 'waking') return router.replace(state === 'renewed' ? next : loginBefore(next));
      setIsWaking(true);
      timer = setTimeout(renew, AGAIN_MS);
    };
    void renew();
    return () => clearTimeout(timer);
  }, [next, router]);
  return isWaking ? <WakingNote /> : <h1 className="title">One moment …</h1>;
}

/** Is answered even if the page is left: the token that was sent is used up. */
async function ask(): Promise<Renewed> {
  const response = await fetch('/session/refresh', { method: 'POST', keepalive: true });
  return response.ok ? ((await response.json()) as Renewed) : 'waking';
}
