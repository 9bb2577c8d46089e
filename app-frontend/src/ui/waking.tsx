'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';

/** The pause between two attempts while the database wakes. */
export const RETRY_MS = 4_000;

/** Shown while the database wakes. It refreshes the page until the API answers. */
export function Waking() {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    // Only one refresh at a time: each answer starts the next.
    if (pending) return undefined;
    const timer = setTimeout(() => startTransition(() => router.refresh()), RETRY_MS);
    return () => clearTimeout(timer);
  }, [pending, router]);
  return <WakingMessage />;
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
