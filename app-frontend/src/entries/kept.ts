import { useEffect, useEffectEvent } from 'react';
import type { Draft } from './draft';

const NAME = 'kept-entries';

/** What would be lost with the page. */
export interface Kept {
  /** Was it sent, it may be saved. */
  drafts: { draft: Draft; isSent: boolean }[];
  /** Entries whose answer never came, with their keys. */
  unanswered: [entry: string, key: string][];
}

/**
 * Keeps unsaved input over a reload of the tab. Next.js reloads a page by itself, too: when the page is older than the site and has
 * saved something.
 */
export function useKept(collect: () => Kept, bringBack: (kept: Kept) => void): void {
  const keep = useEffectEvent(() => {
    const kept = collect();
    if (kept.drafts.length > 0) sessionStorage.setItem(NAME, JSON.stringify(kept));
  });
  const begin = useEffectEvent(() => {
    const kept = take();
    if (kept) bringBack(JSON.parse(kept) as Kept);
  });
  useEffect(() => {
    begin();
    addEventListener('pagehide', keep);
    // A page that the browser shows once more as it was holds it all yet.
    addEventListener('pageshow', take);
    return () => {
      removeEventListener('pagehide', keep);
      removeEventListener('pageshow', take);
    };
  }, []);
}

function take(): string | null {
  const kept = sessionStorage.getItem(NAME);
  sessionStorage.removeItem(NAME);
  return kept;
}
