'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState, useTransition } from 'react';

/** The pause between two attempts while the database wakes. */
export const RETRY_MS = 4_000;

/** After this many attempts, the API is not waking up but gone. */
export const MAX_TRIES = 20;

/** Shown while the database wakes. It refreshes the page until the API answers. */
export function Waking() {
  const router = useRouter();
  const [tries, setTries] = useState(0);
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    // Only one refresh at a time: each answer starts the next.
    if (pending || tries === MAX_TRIES) return undefined;
    const refresh = () => {
      setTries(tries + 1);
      startTransition(() => router.refresh());
    };
    const timer = setTimeout(refresh, RETRY_MS);
    return () => clearTimeout(timer);
  }, [pending, router, tries]);
  if (pending || tries < MAX_TRIES) return <WakingMessage />;
  return (
    <section role="alert" className="space-y-4 py-6">
      <h1 className="title">The expenses service does not answer</h1>
      <p className="max-w-prose text-faint">
        It has had time to wake up, so something is wrong. Entries that are not saved yet stay on this device. Try again later.
      </p>
      <button type="button" className="button button-main" onClick={() => setTries(0)}>
        Try again
      </button>
    </section>
  );
}

export function WakingMessage() {
  return (
    <section role="status" className="space-y-6 py-6">
      <div className="space-y-2">
        <h1 className="title">Waking up …</h1>
        <p className="max-w-prose text-faint">
          The database pauses when it is not in use, to save costs. Waking it takes up to half a minute; this page then refreshes
          automatically.
        </p>
      </div>
      <div aria-hidden="true" className="space-y-3">
        <div className="skeleton h-24" />
        <div className="skeleton h-14" />
        <div className="skeleton h-14" />
        <div className="skeleton h-14" />
      </div>
    </section>
  );
}
