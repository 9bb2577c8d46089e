import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contrast, nextColour, visibleColour, visibleOn, withFamilyColours } from './colours';

const CHOSEN = ['#000000', '#ffffff', '#808080', '#ffff00', '#2e7d32', '#e65100', '#1565c0', '#0b6b4b', '#e2e6e2', '#0b0e0d', '#00ffff'];
const category = (id: string, colour: string | null, parentId: string | null = null) => ({ id, colour, parentId });

/** How far apart two colours are, in red, green and blue of 0 to 255. */
const distance = (one: string, other: string) =>
  Math.hypot(
    ...[1, 3, 5].map((start) => Number.parseInt(one.slice(start, start + 2), 16) - Number.parseInt(other.slice(start, start + 2), 16)),
  );

describe('a colour', () => {
  const css = readFileSync(join(import.meta.dirname, '../app/globals.css'), 'utf8');
  const backgrounds = ['paper', 'card', 'raised', 'accent-paper'].map((name) => {
    const [, light, dark] = new RegExp(`--color-${name}: light-dark\\((#\\w+), (#\\w+)\\)`).exec(css)!;
    return { light: light!, dark: dark! };
  });

  test.each(CHOSEN)('%s is visible on every background of both themes', (colour) => {
    for (const theme of ['light', 'dark'] as const)
      for (const background of backgrounds) expect(contrast(visibleOn(theme, colour), background[theme])).toBeGreaterThanOrEqual(3);
  });

  test('that is visible stays as chosen', () => {
    expect(visibleColour('#2e7d32')).toMatch(/^light-dark\(#2e7d32, #[0-9a-f]{6}\)$/);
    expect(visibleOn('dark', '#ffff00')).toBe('#ffff00');
  });

  test('has a contrast as WCAG defines it', () => {
    expect(contrast('#ffffff', '#000000')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

test.each(CHOSEN)('a family of %s has different colours in both themes', (colour) => {
  const family = withFamilyColours([category('1', colour), ...['2', '3', '4', '5', '6'].map((id) => category(id, colour, '1'))]);
  for (const theme of ['light', 'dark'] as const) {
    const shown = family.map((each) => visibleOn(theme, each.colour!));
    for (const [index, one] of shown.entries())
      for (const other of shown.slice(index + 1)) expect(distance(one, other), `${one} and ${other}`).toBeGreaterThan(30);
  }
  expect(family[0]!.colour).toBe(colour);
});

test('colours that differ already stay, and a child without one follows its parent', () => {
  const colours = (...all: Parameters<typeof withFamilyColours>[0]) => withFamilyColours(all).map(({ colour }) => colour);
  expect(colours(category('1', '#2e7d32'), category('2', '#1565c0', '1'), category('3', '#2e7d32'))).toEqual([
    '#2e7d32',
    '#1565c0',
    '#2e7d32',
  ]);
  const [, child] = colours(category('1', '#2e7d32'), category('2', null, '1'));
  expect(child).toMatch(/^#[0-9a-f]{6}$/);
  expect(colours(category('1', null), category('2', null, '1'))).toEqual([null, null]);
});

test('new categories go through the palette and start again', () => {
  const categories: ReturnType<typeof category>[] = [];
  for (let count = 0; count < 30; count++) categories.push(category(`${count}`, nextColour(categories)));
  const colours = categories.map(({ colour }) => colour);
  expect(new Set(colours.slice(0, 12)).size).toBe(12);
  expect(colours.slice(12, 24)).toEqual(colours.slice(0, 12));
});
