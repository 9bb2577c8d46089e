import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { DESKTOP, enter, launch, logIn, PASSWORD, signUp } from './browser';

const { site } = inject('stack');
let started: Awaited<ReturnType<typeof launch>>;
let context: BrowserContext;
let page: Page;
let email: string;

beforeAll(async () => {
  started = await launch();
});
afterAll(() => started.close());
beforeEach(async () => {
  context = await started.browser.newContext(DESKTOP);
  page = await context.newPage();
  email = await signUp(page);
});
afterEach(() => context.close());

const form = (name: string) => page.getByRole('form', { name });
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

test('what is selected is changed alike, and deleted alike, and comes back', async () => {
  await enter(page, '3', 'Bakery');
  await enter(page, '5', 'Cinema');
  await page.goto(`${site}/transactions`);
  await page.getByLabel('Select all on this page').check();
  await form('Change what is selected').getByLabel('Tags for all of them').fill('trip, #sun');
  await press('Apply');
  await page.getByText('#trip · #sun').filter({ visible: true }).nth(1).waitFor();
  await page.getByLabel('Select all on this page').check();
  await form('Change what is selected').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Nothing entered yet').waitFor();
  await press('Undo');
  await page.getByRole('cell', { name: '€5.00' }).waitFor();
  await page.getByRole('cell', { name: '€3.00' }).waitFor();
});

test('an account is opened, moved to and from, and tells its balance to the cent', async () => {
  await page.goto(`${site}/accounts`);
  await form('New account').getByLabel('Name').fill('Savings');
  await form('New account').getByLabel('Opening balance').fill('-0.10');
  await press('Add account');
  await page.getByRole('heading', { name: 'Savings' }).waitFor();
  await page.goto(site);
  await page.getByText('Transfer', { exact: true }).click();
  await page.getByLabel('Amount').fill('0.30');
  await page.getByRole('combobox', { name: 'From', exact: true }).selectOption({ index: 1 });
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: 'Savings (EUR)' });
  await press('Add transfer');
  await page.getByText('Saved €0.30').waitFor();
  await page.goto(`${site}/accounts`);
  expect(await page.getByRole('listitem').filter({ hasText: 'Savings' }).textContent()).toContain('€0.20');
  await page.getByLabel('Edit Savings').first().click();
  await press('Delete Savings');
  await page.getByRole('alert').filter({ hasText: 'entries' }).or(page.getByRole('alert').filter({ hasText: 'transactions' })).waitFor();
});

test('a category belongs to another, counts in its month, and leaves what was entered under it', async () => {
  await page.goto(`${site}/categories`);
  const parent = await form('New category').getByLabel('Belongs to').locator('option').nth(1).textContent();
  await form('New category').getByLabel('Name').fill('Skydiving');
  await form('New category').getByLabel('Belongs to').selectOption({ index: 1 });
  await press('Add category');
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
  await press('Delete Skydiving');
  await page.getByRole('link', { name: 'Skydiving' }).waitFor({ state: 'detached' });
  await page.goto(`${site}/transactions?categoryId=none`);
  await page.getByRole('button', { name: 'Airfield' }).waitFor();
});

test('a tag is renamed wherever it is, and removed from all', async () => {
  await page.getByText('Date, account, tags and note').click();
  await page.getByLabel('Tags').fill('trip');
  await enter(page, '3', 'Bakery');
  await page.goto(`${site}/tags`);
  await page.getByLabel('Edit trip').first().click();
  await form('Rename trip').getByLabel('Name').fill('holiday');
  await press('Rename');
  await page.getByRole('link', { name: '#holiday 1 entry' }).waitFor();
  await page.getByLabel('Edit holiday').first().click();
  await press('Remove from all: holiday');
  await page.getByText('No tags yet').waitFor();
});

describe('settings', () => {
  test('a token is told once, and gone when it is deleted', async () => {
    await page.goto(`${site}/settings`);
    await form('New API token').getByLabel('What is it for?').fill('Shortcut');
    await press('Create token');
    await page.getByText(/^exp_/).waitFor();
    await page.reload();
    await page.getByText('Reads and writes · never used').waitFor();
    expect(await page.getByText(/^exp_/).count()).toBe(0);
    await press('Delete the token Shortcut');
    await page.getByText('Reads and writes').waitFor({ state: 'detached' });
  });

  test('the looks stay as they were chosen', async () => {
    await page.goto(`${site}/settings`);
    await page.getByLabel('Appearance').last().selectOption('dark');
    await press('Use');
    await page.locator('html[data-theme="dark"]').waitFor();
    await page.goto(site);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(11, 14, 13)');
  });

  test('another browser is signed out', async () => {
    const other = await started.browser.newContext(DESKTOP);
    const elsewhere = await other.newPage();
    await logIn(elsewhere, email, PASSWORD);
    await page.goto(`${site}/settings`);
    await press('End all others');
    await page.getByText('Last seen').waitFor({ state: 'detached' });
    await other.clearCookies({ name: 'access' });
    await elsewhere.goto(`${site}/accounts`);
    await elsewhere.getByText('Log in to go on where you were').waitFor();
    await other.close();
  });

  test('everything is exported, and then deleted with its owner', async () => {
    await enter(page, '3', 'Bakery');
    await page.goto(`${site}/settings`);
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export everything' }).click()]);
    expect(file.suggestedFilename()).toBe('expenses.json');
    expect(readFileSync(await file.path(), 'utf8')).toContain('"payee":"Bakery"');
    await form('Leave').getByLabel('Your password').fill('not the password');
    await press('Delete me and all my data');
    await form('Leave').getByRole('alert').waitFor();
    await form('Leave').getByLabel('Your password').fill(PASSWORD);
    await press('Delete me and all my data');
    await page.waitForURL(`${site}/login`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(PASSWORD);
    await press('Log in');
    await page.getByText('Email or password is wrong').waitFor();
  });
});
