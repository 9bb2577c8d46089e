/** Colours for new categories. Neighbours differ in hue. */
const PALETTE = [
  '#2e7d32',
  '#e65100',
  '#1565c0',
  '#6a1b9a',
  '#c62828',
  '#00838f',
  '#ad1457',
  '#9e7700',
  '#4527a0',
  '#558b2f',
  '#795548',
  '#546e7a',
] as const;

/** The backgrounds that differ least from a colour: a selected row in the light theme and in the dark one (globals.css). */
const BACKGROUNDS = { light: '#e6f3ed', dark: '#10291f' } as const;

/** What WCAG asks of graphics. */
const MIN_CONTRAST = 3;

/** Degrees of hue between the colours of a family. */
const HUE_STEP = 36;

interface Coloured {
  id: string;
  parentId: string | null;
  colour: string | null;
}

/** Returns the next colour of the palette: the first of those that the fewest categories have. */
export function nextColour(categories: readonly Coloured[]): string {
  const uses = (colour: string) => categories.filter((category) => category.colour === colour).length;
  return PALETTE.reduce((best, colour) => (uses(colour) < uses(best) ? colour : best));
}

/** Gives the categories of a family different colours. Where two have the same one, or a child has none, it gets a neighbouring hue. */
export function withFamilyColours<T extends Coloured>(categories: readonly T[]): T[] {
  const taken = new Map<string, Set<string>>();
  return categories.map((category) => {
    const root = categories.find(({ id }) => id === category.parentId) ?? category;
    const family = taken.get(root.id) ?? new Set(root.colour && root !== category ? [root.colour] : []);
    taken.set(root.id, family);
    const own = category.colour ?? root.colour;
    if (!own) return category;
    let colour = own;
    for (let step = 1; family.has(colour); step++) colour = rotate(own, HUE_STEP * Math.ceil(step / 2) * (step % 2 === 0 ? -1 : 1));
    family.add(colour);
    return { ...category, colour };
  });
}

/** Returns the categories with the CSS colours to show: visible ones, which differ within a family. The server does this for browsers. */
export const shownColours = <T extends Coloured>(categories: readonly T[]): T[] =>
  withFamilyColours(categories).map((category) => ({ ...category, colour: category.colour && visibleColour(category.colour) }));

/** Returns a CSS colour that is visible in both themes, whatever was chosen. */
export const visibleColour = (colour: string): string => `light-dark(${visibleOn('light', colour)}, ${visibleOn('dark', colour)})`;

/** Mixes a colour with black or white until it differs enough from the theme's backgrounds. */
export function visibleOn(theme: keyof typeof BACKGROUNDS, colour: string): string {
  const target = theme === 'light' ? 0 : 255;
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = toHex(toRgb(colour).map((value) => value + (target - value) * share));
    if (contrast(mixed, BACKGROUNDS[theme]) >= MIN_CONTRAST) return mixed;
  }
  return toHex([target, target, target]);
}

/** Returns the contrast ratio of two colours as WCAG defines it. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = toRgb(colour).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Turns the hue. Greys, black and white have none to turn, so the result is brighter or darker and more colourful. */
function rotate(colour: string, degrees: number): string {
  const [red, green, blue] = toRgb(colour) as [number, number, number];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const middle = Math.min(Math.max((most + least) / 2, 85), 170);
  const spread = Math.max((most - least) / 2, 60);
  const hue = (Math.atan2(Math.sqrt(3) * (green - blue), 2 * red - green - blue) * 180) / Math.PI + degrees;
  // Each channel follows a wave, a third of the circle apart.
  return toHex([0, -120, 120].map((offset) => middle + spread * Math.cos(((hue + offset) * Math.PI) / 180)));
}

const toRgb = (colour: string): number[] => [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));

const toHex = (rgb: readonly number[]): string =>
  `#${rgb
    .map((value) =>
      Math.round(Math.min(Math.max(value, 0), 255))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
