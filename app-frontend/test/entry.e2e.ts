import { describe, expect } from 'vitest';
import { enter, entry, PHONE, press, signUp, test } from './browser';

describe('an entry', () => {
  test("is listed at once, can be undone, and sets the category for its payee's next entry", async ({ signedIn: page }) => {
    await page.getByLabel('Category').selectOption({ index: 1 });
    const category = await page.getByLabel('Category').inputValue();
    await enter(page, '12.50', 'Corner shop');
    expect(await entry(page, 'Corner shop').textContent()).toContain('€12.50');
    await page.getByLabel('Payee').fill('corner SHOP');
    expect(await page.getByLabel('Category').inputValue()).toBe(category);
    await press(page, 'Undo');
    await entry(page, 'Corner shop').waitFor({ state: 'detached' });
    // The entry leaves the list at once; the notice follows when it is deleted.
    await page.getByText('Undone: Corner shop').waitFor();
    await page.reload();
    await page.getByText('No entries yet').waitFor();
  });

  test('is saved once if its answer is lost', async ({ signedIn: page }) => {
    let lost = 0;
    await page.route('**/', async (route) => {
      if (route.request().method() !== 'POST' || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      return route.abort();
    });
    await enter(page, '7', 'Kiosk');
    expect(lost).toBe(1);
    await page.reload();
    await entry(page, 'Kiosk').first().waitFor();
    expect(await entry(page, 'Kiosk').count()).toBe(1);
  });

  test('is saved once if all its answers are lost and it is sent again by hand', async ({ page, site }) => {
    await page.clock.install();
    await signUp(page, site);
    let isLost = true;
    await page.route('**/', async (route) => {
      if (route.request().method() !== 'POST' || !isLost) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByLabel('Amount').fill('7');
    await page.getByLabel('Payee').fill('Kiosk');
    await press(page, 'Add expense');
    await expect.poll(() => page.clock.fastForward(5_000).then(() => page.getByText('It may not be saved').isVisible())).toBe(true);
    isLost = false;
    await press(page, 'Add expense');
    await page.getByText('Saved €7.00').waitFor();
    await page.reload();
    await entry(page, 'Kiosk').first().waitFor();
    expect(await entry(page, 'Kiosk').count()).toBe(1);
  });

  test('comes back after a reload before its answer, and is saved once', async ({ signedIn: page }) => {
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    let sent = 0;
    await page.route('**/', async (route) => {
      if (route.request().method() !== 'POST' || sent++ > 0) return route.continue();
      await route.fetch();
      return arrive();
    });
    await page.getByLabel('Amount').fill('7');
    await page.getByLabel('Payee').fill('Kiosk');
    await press(page, 'Add expense');
    await arrived;
    await page.reload();
    await page.getByText('It may not be saved').waitFor();
    await press(page, 'Add expense');
    await page.getByText('Saved €7.00').waitFor();
    expect(await entry(page, 'Kiosk').count()).toBe(1);
  });

  test('does not overwrite newer input when it is refused', async ({ signedIn: page }) => {
    await page.getByLabel('Payee').evaluate((input) => input.removeAttribute('maxlength'));
    // The entry is listed at once, so the list does not show whether it was sent.
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    await page.route('**/', async (route) => {
      if (route.request().method() === 'POST') await released;
      return route.continue();
    });
    await page.getByLabel('Amount').fill('12');
    await page.getByLabel('Payee').fill('x'.repeat(300));
    await press(page, 'Add expense');
    await page.getByText('Saving').waitFor();
    await page.getByLabel('Amount').fill('34');
    release();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    expect(await page.getByLabel('Amount').inputValue()).toBe('34');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByText('Payee must be').or(page.getByText('Payee is')).waitFor();
    expect(await page.getByLabel('Amount').inputValue()).toBe('12');
  });

  test('has the current day even on a page open for days, or the day that was chosen', async ({ signedIn: page }) => {
    await page.getByText('Date, account, tags and note').click();
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    const day = (date: Date) => date.toLocaleDateString('en-CA', { timeZone: 'Europe/Berlin' });
    // The first page is rendered before the server knows the time zone.
    await expect.poll(() => page.getByLabel('Date').inputValue()).toBe(day(inDays(0)));
    await page.clock.setFixedTime(inDays(1));
    await page.getByLabel('Payee').focus();
    expect(await page.getByLabel('Date').inputValue()).toBe(day(inDays(1)));
    await page.getByLabel('Date').fill('2026-02-03');
    await page.clock.setFixedTime(inDays(2));
    await page.getByLabel('Payee').focus();
    expect(await page.getByLabel('Date').inputValue()).toBe('2026-02-03');
  });
});

describe('an entry on a phone', () => {
  test.override('window', PHONE);

  test('can be typed on the keypad', async ({ signedIn: page }) => {
    for (const key of ['4', 'Decimal point', '2', '0'])
      await page.getByRole('group', { name: 'Keypad' }).getByRole('button', { name: key, exact: true }).click();
    expect(await page.getByLabel('Amount').inputValue()).toBe('4.20');
  });
});
