import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { chooseAccount, enter, form, openDetails, press, test } from './browser';

const PAGES = ['/', '/transactions', '/transactions?from=2020-01-01', '/months', '/accounts', '/categories', '/tags', '/settings'];
/** From the narrowest phone to a desktop. Half of 1280, 1440 and 1920 is what a zoom of 200 % leaves. */
const WIDTHS = [320, 360, 390, 480, 600, 639, 640, 720, 767, 768, 800, 833, 900, 960, 1023, 1024, 1280, 1440, 1920];
const LONG = 'Donaudampfschiffahrtsgesellschaftskapitaenskajuetenschluessel';

describe('no page is wider than its window, and nothing on it is cut off', () => {
  test('without entries', async ({ signedIn: page, site }) => {
    expect(await findOverflow(page, site, [...PAGES, '/nowhere'])).toEqual({});
  });

  test('signed out', async ({ page, site }) => {
    expect(await findOverflow(page, site, ['/login', '/login?next=%2Faccounts', '/sign-up'])).toEqual({});
  });

  test('with long names without spaces and large amounts', async ({ signedIn: page, site }) => {
    await fill(page, site);
    expect(await findOverflow(page, site, [...PAGES, `/transactions?text=${LONG}`])).toEqual({});
  });

  test('with the error messages of long names', async ({ signedIn: page, site }) => {
    for (const [path, name, button] of [
      ['/accounts', 'New account', 'Add account'],
      ['/categories', 'New category', 'Add category'],
      ['/settings', 'New API token', 'Create token'],
    ] as const) {
      await page.goto(`${site}${path}`);
      const label = name === 'New API token' ? 'What is it for?' : 'Name';
      for (let count = 0; count < 2; count++) {
        await form(page, name).getByLabel(label, { exact: true }).fill(LONG.slice(0, 60));
        await press(page, button);
        await form(page, name)
          .getByRole(count === 0 ? 'status' : 'alert')
          .filter({ hasText: /\S/ })
          .waitFor();
      }
      expect(await overflowByWidth(page), path).toEqual({});
    }
  });
});

async function fill(page: Page, site: string): Promise<void> {
  const name = LONG.slice(0, 60);
  await page.goto(`${site}/accounts`);
  await form(page, 'New account').getByLabel('Name').fill(name);
  await form(page, 'New account').getByLabel('Opening balance').fill('90000000000.00');
  await press(page, 'Add account');
  await page.getByRole('heading', { name }).waitFor();
  await page.goto(`${site}/categories`);
  await form(page, 'New category').getByLabel('Name').fill(name);
  await press(page, 'Add category');
  await page.getByRole('link', { name }).waitFor();
  await form(page, 'New category').getByLabel('Name').fill(name.toUpperCase());
  await form(page, 'New category').getByLabel('Parent category').selectOption({ label: name });
  await press(page, 'Add category');
  await page.getByRole('link', { name: name.toUpperCase(), exact: true }).waitFor();
  await page.goto(`${site}/settings`);
  await form(page, 'New API token').getByLabel('What is it for?').fill(name);
  await press(page, 'Create token');
  await page.getByText(/^exp_/).waitFor();
  await page.goto(site);
  await openDetails(page);
  await page.getByLabel('Category').selectOption({ label: `\u2003${name.toUpperCase()}` });
  await chooseAccount(page, name);
  await page.getByLabel('Tags').fill(LONG.slice(0, 40));
  await page.getByLabel('Note').fill(LONG);
  await enter(page, '12345678901.23', LONG);
}

/** Visits the pages at every width, with all that can be opened both closed and open. */
async function findOverflow(page: Page, site: string, paths: string[]): Promise<Record<string, object>> {
  const found: Record<string, object> = {};
  for (const path of paths) {
    await page.goto(`${site}${path}`);
    const closed = await overflowByWidth(page);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    const open = await overflowByWidth(page);
    if (Object.keys({ ...closed, ...open }).length > 0) found[path] = { closed, open };
  }
  return found;
}

async function overflowByWidth(page: Page): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const problems = await overflow(page);
    if (problems.length > 0) found[width] = problems.slice(0, 5);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.evaluate(() => (document.documentElement.style.fontSize = '32px'));
  const problems = await overflow(page);
  if (problems.length > 0) found['text of twice the size'] = problems.slice(0, 5);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  return found;
}

/** Lists what makes the page scroll sideways, and texts and controls that are outside the window or wider than their box. */
const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.documentElement;
    const describe = (element: Element) =>
      `${element.tagName.toLowerCase()} "${(element.textContent || element.getAttribute('name') || '').trim().slice(0, 30)}"`;
    const tooWide = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth - root.clientWidth} px too wide`] : [];
    const cut = [...document.querySelectorAll('a, button, input, select, summary, h1, h2, h3, p, td, th, dt, dd, code')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => element.getBoundingClientRect().width > 1 && !element.closest('.skip, .sr-only'))
      .flatMap((element) => {
        const { left, right } = element.getBoundingClientRect();
        if (left < -1 || right > root.clientWidth + 1) return [`${describe(element)} is outside the window`];
        const isClipped = getComputedStyle(element).overflowX !== 'visible' || element.matches('input, select');
        return !isClipped && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1
          ? [`${describe(element)} is wider than its box`]
          : [];
      });
    return [...tooWide, ...cut];
  });
