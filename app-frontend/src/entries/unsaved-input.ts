import { useEffect, useEffectEvent } from 'react';
import type { Draft } from './draft';

const STORAGE_KEY = 'kept-entries';

/** Input that a reload would lose. */
export interface UnsavedInput {
  /** A draft that was sent may be saved already. */
  drafts: { draft: Draft; isSent: boolean }[];
  /** Entries that got no answer, with their keys. */
  unanswered: [entry: string, key: string][];
}

/** Keeps unsaved input across reloads of the tab. Next.js also reloads: when a page older than the site has saved something. */
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
    // A page from the back-forward cache still has its input.
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
