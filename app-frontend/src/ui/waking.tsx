'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useState, useTransition } from 'react';

/** The pause between two attempts while the database wakes. */
export const RETRY_MS = 4_000;

/** After this many attempts, the API is not waking up but gone. */
export const MAX_TRIES = 20;

/** Shows a message while the database wakes, and refreshes the page until the API answers. */
export function Waking({ children }: { children: ReactNode }) {
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
  if (pending || tries < MAX_TRIES) return children;
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
