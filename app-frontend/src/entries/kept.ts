import type { Draft } from './draft';

const NAME = 'kept-entries';

/** What a reload would lose. */
export interface Kept {
  /** What is in the form, and what came back while that was typed. */
  drafts: Draft[];
  /** Entries whose answer never came, with their keys. */
  unanswered: [entry: string, key: string][];
}

/** Of this tab. */
export const keep = (kept: Kept): void => sessionStorage.setItem(NAME, JSON.stringify(kept));

/** What was kept, once. */
export function takeKept(): Kept | undefined {
  const kept = sessionStorage.getItem(NAME);
  sessionStorage.removeItem(NAME);
  return kept === null ? undefined : (JSON.parse(kept) as Kept);
}
