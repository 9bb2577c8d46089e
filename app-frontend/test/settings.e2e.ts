import { text } from 'node:stream/consumers';
import { expect } from 'vitest';
import { DESKTOP, enter, form, logIn, PASSWORD, press, signUp, test } from './browser';

test('a token is shown once and disappears when it is deleted', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/settings`);
  await form(page, 'New API token').getByLabel('What is it for?').fill('Shortcut');
  await press(page, 'Create token');
  await page.getByText(/^exp_/).waitFor();
  await page.reload();
  await page.getByText('Can read and write · never used').waitFor();
  await expect.poll(() => page.getByText(/^exp_/).count()).toBe(0);
  page.once('dialog', (dialog) => dialog.accept());
  await press(page, 'Delete the token Shortcut');
  await page.getByText('Token deleted.').waitFor();
  await page.getByText('Can read and write').waitFor({ state: 'detached' });
});

test('a password change offers to delete all tokens, and each tells when it expires', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/settings`);
  const password = form(page, 'Password');
  await password.getByLabel('Current password').waitFor();
  await expect.poll(() => password.getByLabel('Also delete all API tokens').count()).toBe(0);
  await form(page, 'New API token').getByLabel('What is it for?').fill('Shortcut');
  await press(page, 'Create token');
  await page.getByText('never used · expires ').waitFor();
  await password.getByLabel('Current password').fill(PASSWORD);
  await password.getByLabel('New password').fill('staple battery horse');
  await password.getByLabel('Also delete all API tokens').check();
  // What was chosen stays when a field is wrong.
  await password.getByLabel('Current password').fill('not this one, surely');
  await press(page, 'Change password');
  await password.getByRole('alert').first().waitFor();
  expect(await password.getByLabel('Also delete all API tokens').isChecked()).toBe(true);
  await password.getByLabel('Current password').fill(PASSWORD);
  await password.getByLabel('New password').fill('a new battery horse staple');
  await press(page, 'Change password');
  await page.getByText('All API tokens are deleted.').waitFor();
  await page.getByText('never used').waitFor({ state: 'detached' });
});

test('the chosen appearance applies to all pages', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/settings`);
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route('**/settings', async (route) => {
    if (route.request().method() === 'POST') await released;
    return route.continue();
  });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole('combobox', { name: 'Appearance' }).selectOption('dark');
  // At once, before the answer.
  await expect.poll(background).toBe('rgb(11, 14, 13)');
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  release();
  await answered;
  await page.locator('html[data-theme="dark"]').waitFor();
  await page.goto(site);
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(11, 14, 13)');
});

test('all other sessions can be ended', async ({ page, browser, site }) => {
  const email = await signUp(page, site);
  const other = await browser.newContext(DESKTOP);
  const elsewhere = await other.newPage();
  await elsewhere.goto(`${site}/login`);
  await logIn(elsewhere, email);
  await elsewhere.getByLabel('Amount').waitFor();
  await page.goto(`${site}/settings`);
  await press(page, 'End all other sessions');
  await page.getByText('Last seen').waitFor({ state: 'detached' });
  await other.clearCookies({ name: 'access' });
  await elsewhere.goto(`${site}/accounts`);
  await elsewhere.getByText('Log in to continue where you left off').waitFor();
  await other.close();
});

test('a user exports all data and then deletes the account', async ({ page, site }) => {
  const email = await signUp(page, site);
  await enter(page, '3', 'Bakery');
  await page.goto(`${site}/settings`);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export everything' }).click()]);
  expect(file.suggestedFilename()).toBe('expenses.json');
  expect(await text(await file.createReadStream())).toContain('"payee": "Bakery"');
  const [table] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export entries as CSV' }).click()]);
  expect(table.suggestedFilename()).toBe('expenses.csv');
  expect(await text(await table.createReadStream())).toMatch(/"expense","3\.00","[A-Z]{3}".*"Bakery"/);
  await form(page, 'Delete your account').getByLabel('Confirm your password').fill('not the password');
  await press(page, 'Delete account');
  await form(page, 'Delete your account').getByRole('alert').waitFor();
  await form(page, 'Delete your account').getByLabel('Confirm your password').fill(PASSWORD);
  await press(page, 'Delete account');
  await page.waitForURL(`${site}/login`);
  await logIn(page, email);
  await page.getByText('Email or password is wrong').waitFor();
});
