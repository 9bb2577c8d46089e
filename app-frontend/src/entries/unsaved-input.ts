import { useEffect, useEffectEvent } from 'react';
import type { Draft } from './draft';

const STORAGE_KEY = 'kept-entries';

/** What would be lost with the page. */
export interface UnsavedInput {
  /** Was it sent, it may be saved. */
  drafts: { draft: Draft; isSent: boolean }[];
  /** Entries whose answer never came, with their keys. */
  unanswered: [entry: string, key: string][];
}

/**
 * Keeps unsaved input over a reload of the tab. Next.js reloads a page by itself, too: when the page is older than the site and has
 * saved something.
 */
export function useUnsavedInput(collect: () => UnsavedInput, restore: (unsaved: UnsavedInput) => void): void {
  const save = useEffectEvent(() => {
    const unsaved = collect();
    if (unsaved.drafts.length > 0) sessionStorage.setItem(STORAGE_KEY, JSON.stringify(unsaved));
  });
  const load = useEffectEvent(() => {
    const saved = takeSaved();
    if (saved) restore(JSON.parse(saved) as UnsavedInput);
  });
  useEffect(() => {
    load();
    addEventListener('pagehide', save);
    // A page that the browser shows once more as it was holds it all yet.
    addEventListener('pageshow', takeSaved);
    return () => {
      removeEventListener('pagehide', save);
      removeEventListener('pageshow', takeSaved);
    };
  }, []);
}

function takeSaved(): string | null {
  const saved = sessionStorage.getItem(STORAGE_KEY);
  sessionStorage.removeItem(STORAGE_KEY);
  return saved;
}
