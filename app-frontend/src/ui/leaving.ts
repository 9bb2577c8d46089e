interface Unsaved {
  isChanged: () => boolean;
  question: string;
}

/** The forms that can be left, each with its page's position in the history. */
const forms = new Map<Unsaved, number>();
let isReturning = false;

/** Whether the page, or a form on it, may be left for another. Asks if something typed would be lost. */
export const mayLeave = (): boolean => [...forms.keys()].every(({ isChanged, question }) => !isChanged() || confirm(question));

/**
 * Asks before a changed form is lost to a link, the browser's buttons, a reload or a closed tab. Browsers word the last two questions
 * themselves. Returns a function that ends it.
 */
export function askOnLeaving(form: Unsaved): () => void {
  const askOnUnload = (event: BeforeUnloadEvent) => form.isChanged() && event.preventDefault();
  forms.set(form, position());
  addEventListener('beforeunload', askOnUnload);
  return () => {
    forms.delete(form);
    removeEventListener('beforeunload', askOnUnload);
  };
}

/** Back, Forward and swipes change the address before a page can ask. This returns to a page that may not be left. */
export function askInHistory(event: PopStateEvent): void {
  const here = [...forms.values()].at(-1) ?? position();
  const steps = here - position();
  const isBack = steps === 0 && isReturning;
  isReturning = steps !== 0 && !mayLeave();
  if (isReturning || isBack) event.stopImmediatePropagation();
  if (isReturning) history.go(steps);
}

/** Older browsers don't say where in the history they are. */
const position = (): number => (window as Partial<typeof window>).navigation?.currentEntry?.index ?? 0;
