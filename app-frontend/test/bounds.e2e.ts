import { expect } from 'vitest';
import { chooseDate, enter, openDetails, press, signUp, test } from './browser';
import { query } from './database';

const LEFT_OUT = [
  ['from=2026-02-31', '“2026-02-31” is not a date to start from.'],
  ['to=yesterday', '“yesterday” is not a date to end on.'],
  ['cursor=abc', 'This page of the list does not exist. Here is the first one.'],
  ['cursor=2026-02-31.4', 'This page of the list does not exist.'],
  ['kind=gift', '“gift” is not a kind of entry.'],
  ['categoryId=food', 'The category to filter by does not exist.'],
  ['accountId=6f1c9a0e-7f0b-4f0e-9a39-0d3f3b7a5c11', 'The account to filter by does not exist.'],
  ['min=ten', '“ten” is not a minimum amount.'],
  ['tag=a%2Cb', "“a,b” can't be a tag."],
  ['sort=amount&from=2026-13-01', '“2026-13-01” is not a date to start from. “amount” is not an order.'],
  [`text=${'x'.repeat(201)}`, 'The text to search for is too long'],
] as const;

test('the list says what it left out of an address, and shows the rest', async ({ signedIn: page, site }) => {
  await enter(page, '3', 'Bakery');
  for (const [filter, problem] of LEFT_OUT) {
    await page.goto(`${site}/transactions?${filter}`);
    expect(await page.getByRole('alert').filter({ hasText: 'Left out' }).textContent(), filter).toContain(problem);
    await expect.poll(() => page.getByRole('button', { name: 'Bakery' }).count(), { message: filter }).toBe(1);
  }
});

test('an amount and a year beyond the limits are refused at the field', async ({ signedIn: page }) => {
  await page.getByLabel('Amount').fill('90071992547409.91');
  await page.getByRole('button', { name: 'Add expense' }).click();
  await page.getByText('Amount must be at most €100,000,000,000.00.').waitFor();
  await chooseDate(page, '0026-11-24');
  await page.getByLabel('Amount').fill('5');
  await page.getByRole('button', { name: 'Add expense' }).click();
  await page.getByText('Date must be in the years 1900 to 2199.').waitFor();
});

test('entries of an earlier release whose sum is too large are listed, and the pages say so', async ({ page, site }) => {
  const email = await signUp(page, site);
  await enter(page, '3', 'Bakery');
  // As earlier releases accepted it, twice.
  await query(
    `insert into transactions (person_id, amount, currency, date, payee)
     select id, 9007199254740991, 'EUR', '2026-03-05', 'Mistake' from people, generate_series(1, 2) where email = $1`,
    [email],
  );
  await page.goto(`${site}/transactions`);
  await page.getByText('The sum is too large to show').waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Mistake' }).count()).toBe(2);
  await page.goto(`${site}/months/2026-03`);
  await page.getByText('The amounts of March 2026 add up to more than can be shown exactly').waitFor();
  await page.goto(`${site}/months/2026-04`);
  await page.getByText('The amounts of March 2026 add up to more than can be shown exactly').waitFor();
  await page.goto(`${site}/months/2026-06`);
  await page.getByText('Nothing spent').waitFor();
  await page.goto(`${site}/months/2026-03`);
  await page.getByRole('link', { name: 'Show the largest entries' }).click();
  await page.getByRole('button', { name: 'Mistake' }).first().waitFor();
});

test('a search for two letters goes on from page to page, and what is too much to add up is said', async ({ page, site }) => {
  const email = await signUp(page, site);
  await query(
    `insert into transactions (person_id, amount, currency, date, payee)
     select id, 100, 'EUR', date '2020-01-01' + i / 20, case when i = 1 then 'Öl' else 'Market' end
     from people, generate_series(1, 20002) i where email = $1`,
    [email],
  );
  await page.goto(`${site}/transactions?text=${encodeURIComponent('öl')}`);
  await page.getByText('Nothing found so far').waitFor();
  await page.getByText('There are more than 20,000 entries to add up, which takes too long. Choose a shorter period.').waitFor();
  await page.getByRole('link', { name: 'Next page' }).click();
  await page.getByRole('button', { name: 'Öl' }).waitFor();
  await page.getByRole('link', { name: 'Previous page' }).click();
  await page.getByText('Nothing found so far').waitFor();
  await page.goto(`${site}/transactions?text=${encodeURIComponent('öl')}&from=2020-01-01&to=2021-12-31`);
  await page.getByText('1 entry · spent €1.00').waitFor();
});

test('no form leaves it to the browser to say what is wrong, in its language', async ({ signedIn: page, site }) => {
  await enter(page, '3', 'Bakery');
  const unworded: Record<string, string[]> = {};
  const look = async (path: string) => {
    const found = await page
      .locator('form:not([method="dialog"]):has(input:not([type="hidden"]), textarea):not([novalidate])')
      .evaluateAll((forms) => forms.map((form) => form.getAttribute('aria-label') ?? form.textContent));
    if (found.length > 0) unworded[path] = found;
  };
  for (const path of ['/', '/transactions', '/months', '/accounts', '/categories', '/tags', '/settings']) {
    await page.goto(`${site}${path}`);
    await page.getByRole('main').waitFor();
    if (path === '/transactions') await page.getByLabel('Select all on this page').check();
    await look(path);
  }
  for (const path of ['/login', '/sign-up', '/forgot-password', '/reset-password#token']) {
    await page.goto(`${site}${path}`);
    await look(path);
  }
  expect(unworded).toEqual({});
});

test('a text that is too long is refused at its field, and nothing of it is lost', async ({ signedIn: page }) => {
  await openDetails(page);
  await page.getByLabel('Amount').fill('5');
  for (const [field, length] of [
    ['Note', 2001],
    ['Payee', 201],
  ] as const) {
    // As one pastes it.
    await page.getByLabel(field).focus();
    await page.keyboard.insertText('x'.repeat(length));
    await press(page, 'Add expense');
    await page.getByText(`${field} must be at most ${length - 1} characters long.`).waitFor();
    expect(await page.getByLabel(field).inputValue()).toHaveLength(length);
    await page.getByLabel(field).fill('fine');
  }
  await press(page, 'Add expense');
  await page.getByText('Saved €5.00').waitFor();
});
