/** Each asks before what was typed is lost, and returns whether it may be. */
const questions = new Set<() => boolean>();

/** Whether the page, or a form on it, may be left for another. */
export const mayLeave = (): boolean => [...questions].every((ask) => ask());

/** Asks a question each time a form could be left. Returns a function that ends it. */
export function askOnLeaving(ask: () => boolean): () => void {
  questions.add(ask);
  return () => void questions.delete(ask);
}
