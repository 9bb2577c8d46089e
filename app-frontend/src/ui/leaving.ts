interface Unsaved {
  /** What it changes, as its question names it. */
  name: string;
  isChanged: () => boolean;
}

interface Place {
  position: number;
  address: string;
}

/** The forms that can be left, each with its page's place in the history. */
const forms = new Map<Unsaved, Place>();
let isReturning = false;

/** Whether the page, or the form of this name on it, may be left for another. Asks if something typed would be lost. */
export function mayLeave(form?: string): boolean {
  const left = [...forms.keys()].filter(({ name }) => form === undefined || name === form);
  const changed = left.filter(({ isChanged }) => isChanged()).map(({ name }) => name);
  return changed.length === 0 || confirm(`Your changes to ${new Intl.ListFormat('en').format(changed)} are not saved. Discard them?`);
}

/**
 * Asks before a changed form is lost to a link, the browser's buttons, a reload or a closed tab. Browsers word the last two questions
 * themselves. Returns a function that ends it.
 */
export function askOnLeaving(form: Unsaved): () => void {
  const askOnUnload = (event: BeforeUnloadEvent) => form.isChanged() && event.preventDefault();
  forms.set(form, here());
  addEventListener('beforeunload', askOnUnload);
  return () => {
    forms.delete(form);
    removeEventListener('beforeunload', askOnUnload);
  };
}

/** Back, Forward and swipes change the address before a page can ask. This returns to a page that may not be left. */
export function askInHistory(event: PopStateEvent): void {
  const now = here();
  const page = [...forms.values()].at(-1) ?? now;
  const steps = page.position - now.position;
  const isBack = steps === 0 && isReturning;
  // Within a page, as to its content by the keyboard, nothing is left: it is at another place now.
  const isWithin = page.address === now.address;
  if (isWithin) for (const form of forms.keys()) forms.set(form, now);
  isReturning = steps !== 0 && !isWithin && !mayLeave();
  if (isReturning || isBack) event.stopImmediatePropagation();
  if (isReturning) history.go(steps);
}

/** Older browsers don't say where in the history they are. */
const here = (): Place => ({
  position: (window as Partial<typeof window>).navigation?.currentEntry?.index ?? 0,
  address: location.pathname + location.search,
});
