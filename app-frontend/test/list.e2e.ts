import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { enter, form, hydrated, logIn, PHONE, press, test } from './browser';

const rows = (page: Page) => page.locator('[data-row]');

const logInAsDemo = async (page: Page, site: string) => {
  const { demo } = inject('stack');
  await page.goto(`${site}/login`);
  await logIn(page, demo.email, demo.password);
  await page.getByLabel('Amount').waitFor();
};

describe('the filters of the list', () => {
  test('a typed date takes effect at once and keeps the focus', async ({ signedIn: page, site }) => {
    await enter(page, '3', 'Bakery');
    await page.goto(`${site}/transactions`);
    await rows(page).first().waitFor();
    await page.getByText('More filters and sorting').click();
    await page.getByLabel('From', { exact: true }).focus();
    await page.keyboard.type('02022099');
    await page.getByText('No matching transactions').waitFor();
    expect(new URL(page.url()).search).toBe('?from=2099-02-02');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('from');
    await page.getByRole('link', { name: 'Clear filters' }).click();
    await page.getByRole('button', { name: 'Bakery' }).waitFor();
    await expect.poll(() => page.getByLabel('From', { exact: true }).inputValue()).toBe('');
  });

  test('a month is chosen in one step, and going back shows the list before', async ({ page, site }) => {
    await logInAsDemo(page, site);
    await page.goto(`${site}/transactions`);
    const month = page.getByRole('combobox', { name: 'Month' });
    await hydrated(month);
    const lastMonth = await month.locator('option').nth(2).getAttribute('value');
    await month.selectOption(lastMonth);
    await page.waitForURL(`**/transactions?from=${lastMonth}-01&to=${lastMonth}-*`);
    expect(await month.inputValue()).toBe(lastMonth);
    await page.goBack();
    await page.waitForURL(`${site}/transactions`);
    await expect.poll(() => month.inputValue()).toBe('');
  });

  test('pages lead on and back', async ({ page, site }) => {
    await logInAsDemo(page, site);
    await page.goto(`${site}/transactions`);
    const first = async () => rows(page).first().getAttribute('data-row');
    const seen = [await first()];
    for (let count = 0; count < 3; count++) {
      await page.getByRole('link', { name: 'Next page' }).click();
      await expect.poll(first).not.toBe(seen.at(-1));
      seen.push(await first());
    }
    for (const id of seen.slice(0, 3).reverse()) {
      await page.getByRole('link', { name: 'Previous page' }).click();
      await expect.poll(first).toBe(id);
    }
    expect(page.url()).toBe(`${site}/transactions`);
    await expect.poll(() => page.getByRole('link', { name: 'Previous page' }).count()).toBe(0);
  });
});

describe('shortcuts', () => {
  const isHelpOpen = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' }).isVisible();

  test('can be turned off and on again, for good', async ({ signedIn: page, site }) => {
    await enter(page, '3', 'Bakery');
    await page.goto(`${site}/transactions`);
    await press(page, 'Keyboard shortcuts');
    await page.getByLabel('Use these keys').uncheck();
    await press(page, 'Close');
    for (const key of ['?', 'n']) await page.keyboard.press(key);
    await page.reload();
    await press(page, 'Keyboard shortcuts');
    expect(await page.getByLabel('Use these keys').isChecked()).toBe(false);
    await press(page, 'Close');
    for (const key of ['?', 'n']) await page.keyboard.press(key);
    expect(await isHelpOpen(page)).toBe(false);
    expect(page.url()).toBe(`${site}/transactions`);
    await press(page, 'Keyboard shortcuts');
    await page.getByLabel('Use these keys').check();
    await press(page, 'Close');
    await expect.poll(() => page.keyboard.press('?').then(() => isHelpOpen(page))).toBe(true);
  });

  test('leave an entry that is being edited as it is', async ({ signedIn: page, site }) => {
    await enter(page, '3', 'Bakery');
    await enter(page, '5', 'Cinema');
    await page.goto(`${site}/transactions`);
    await page.getByRole('button', { name: 'Bakery' }).click();
    await form(page, 'Edit').getByLabel('Amount').fill('3.40');
    // A button has the focus, so the keys are no text.
    await form(page, 'Edit').getByRole('button', { name: 'Cancel' }).focus();
    for (const key of ['j', 'e', 'x', 'n', '/']) await page.keyboard.press(key);
    expect(await form(page, 'Edit').getByLabel('Amount').inputValue()).toBe('3.40');
    expect(page.url()).toBe(`${site}/transactions`);
  });
});

describe('on a phone', () => {
  test.override('window', PHONE);

  test('all entries of a page are selected in one tap', async ({ signedIn: page, site }) => {
    await enter(page, '3', 'Bakery');
    await enter(page, '5', 'Cinema');
    await page.goto(`${site}/transactions`);
    await page.getByText('Select all').tap();
    await page.getByText('2 selected').waitFor();
    await page.getByText('Select all').tap();
    await page.getByText('2 selected').waitFor({ state: 'detached' });
  });
});

test('the rows of a long list are there before scripts run', async ({ page, site, browser }) => {
  await logInAsDemo(page, site);
  const context = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await context.newPage();
  await plain.goto(`${site}/transactions`);
  expect(await plain.getByRole('rowheader').first().isVisible()).toBe(true);
  await context.close();
});

test('the filters leave room for a whole date on a small phone', async ({ signedIn: page, site }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${site}/transactions?from=2026-11-01`);
  expect((await page.getByLabel('From', { exact: true }).boundingBox())!.width).toBeGreaterThan(150);
});

test('a date that is typed in part is said to be incomplete, in the words of the site', async ({ signedIn: page, site }) => {
  await enter(page, '3', 'Bakery');
  await page.goto(`${site}/transactions?text=bak`);
  await hydrated(page.getByLabel('Search entries'));
  await page.getByText('More filters and sorting').click();
  await page.getByLabel('From', { exact: true }).focus();
  await page.keyboard.type('0202');
  await page.keyboard.press('Enter');
  await page.getByText('Complete this date, or clear it.').waitFor();
  expect(await page.getByLabel('From', { exact: true }).evaluate((input: HTMLInputElement) => input.validity.badInput)).toBe(true);
  await page.keyboard.type('2099');
  await page.getByText('No matching transactions').waitFor();
  await expect.poll(() => page.getByText('Complete this date').count()).toBe(0);
});
