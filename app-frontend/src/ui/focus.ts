/** Moves the focus to the page's content: a control that vanishes with the focus would leave it nowhere. */
export const focusContent = (): void => document.getElementById('content')?.focus({ preventScroll: true });

/** Moves the focus from a control that vanishes to the next one like it, or the previous one. */
export function focusNeighbour(control: HTMLElement, selector: string): void {
  const controls = [...document.querySelectorAll<HTMLElement>(selector)];
  const index = controls.indexOf(control);
  const neighbour = controls[index + 1] ?? controls[index - 1];
  if (neighbour) neighbour.focus();
  else focusContent();
}
