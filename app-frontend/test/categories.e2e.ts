import { expect } from 'vitest';
import { enter, form, press, test } from './browser';

test('a category counts for its parent, and its entries stay when it is deleted', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/categories`);
  const parent = await form(page, 'New category').getByLabel('Parent category').locator('option').nth(1).textContent();
  await form(page, 'New category').getByLabel('Name').fill('Skydiving');
  await form(page, 'New category').getByLabel('Parent category').selectOption({ index: 1 });
  await press(page, 'Add category');
  await page.getByRole('link', { name: 'Skydiving' }).waitFor();
  await page.goto(site);
  await page.getByLabel('Category').selectOption({ label: '\u2003Skydiving' });
  await enter(page, '250', 'Airfield');
  await page.goto(`${site}/months`);
  const table = page.getByRole('table', { name: 'Spent by category' });
  expect(await table.getByRole('row', { name: new RegExp(`^${parent}`) }).textContent()).toContain('€250.00100%');
  expect(await table.getByRole('row', { name: 'Skydiving' }).textContent()).toContain('€250.00');
  await page.goto(`${site}/categories`);
  await page.getByLabel('Edit Skydiving').first().click();
  await press(page, 'Delete Skydiving');
  await page.getByRole('link', { name: 'Skydiving' }).waitFor({ state: 'detached' });
  await page.goto(`${site}/transactions?categoryId=none`);
  await page.getByRole('button', { name: 'Airfield' }).waitFor();
});
