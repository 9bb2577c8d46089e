import { describe, expect } from 'vitest';
import { form, PHONE, press, test } from './browser';

test('an account is added, receives a transfer, and shows its balance to the cent', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/accounts`);
  await form(page, 'New account').getByLabel('Name').fill('Savings');
  await form(page, 'New account').getByLabel('Opening balance').fill('-0.10');
  await press(page, 'Add account');
  await page.getByRole('heading', { name: 'Savings' }).waitFor();
  await page.goto(site);
  await page.getByText('Transfer', { exact: true }).click();
  await page.getByLabel('Amount').fill('0.30');
  await page.getByRole('combobox', { name: 'From', exact: true }).selectOption({ index: 1 });
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: 'Savings (EUR)' });
  await press(page, 'Add transfer');
  await page.getByText('Saved €0.30').waitFor();
  await page.goto(`${site}/accounts`);
  expect(await page.getByRole('listitem').filter({ hasText: 'Savings' }).textContent()).toContain('€0.20');
  await page.getByLabel('Edit Savings').first().click();
  page.once('dialog', (dialog) => dialog.accept());
  await press(page, 'Delete Savings');
  await page
    .getByRole('alert')
    .filter({ hasText: 'entries' })
    .or(page.getByRole('alert').filter({ hasText: 'transactions' }))
    .waitFor();
});

test("the link to an account's entries stays where it is when the account is edited", async ({ signedIn: page, site }) => {
  await page.goto(`${site}/accounts`);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const top = async () => (await page.getByRole('link', { name: 'Entries in Cash' }).boundingBox())!.y;
    const before = await top();
    await page.getByLabel('Edit Cash').first().click();
    await page.getByRole('button', { name: 'Archive Cash' }).waitFor();
    expect(await top()).toBe(before);
    await page.getByLabel('Edit Cash').first().click();
  }
});

describe('on a small phone', () => {
  test.override('window', { ...PHONE, viewport: { width: 360, height: 740 } });

  test('what a form says is in view, and a wrong field has the focus', async ({ signedIn: page, site }) => {
    await page.goto(`${site}/accounts`);
    const name = form(page, 'New account').getByLabel('Name');
    await press(page, 'Add account');
    await form(page, 'New account').getByRole('alert').filter({ hasText: 'Name must not be empty.' }).waitFor();
    expect(await name.evaluate((field) => field === document.activeElement)).toBe(true);
    for (const account of ['Bank', 'Card']) {
      await name.fill(account);
      await press(page, 'Add account');
      const said = page.getByText(`${account} added.`);
      await said.waitFor();
      await expect
        .poll(() =>
          said.evaluate((text) => {
            const { left, top, height } = text.getBoundingClientRect();
            return text.contains(document.elementFromPoint(left + 1, top + height / 2));
          }),
        )
        .toBe(true);
    }
  });
});
