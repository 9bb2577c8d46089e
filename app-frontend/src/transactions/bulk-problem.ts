const SHOWN = 3;

/** Says why entries can't be changed together, naming them by their titles rather than by their positions in the request. */
export function bulkProblem(errors: Record<string, string>, titles: readonly string[]): string | undefined {
  const texts = Object.values(errors).map((text) => text.replace(/^Entry (\d+)/, (_, position) => `“${titles[Number(position) - 1]}”`));
  if (texts.length === 0) return undefined;
  const hidden = texts.length - SHOWN;
  const more = hidden > 0 ? [`The same goes for ${hidden} more.`] : [];
  return [...texts.slice(0, SHOWN), ...more, 'Nothing was changed.'].join(' ');
}
