import { expect, inject } from 'vitest';
import { DESKTOP, form, logIn, PASSWORD, press, signUp, test } from './browser';

const NEW_PASSWORD = 'staple battery horse';

/** Waits for the next message to an address and returns its link. */
async function linkTo(address: string, earlier = 0): Promise<string> {
  const sent = async () => {
    const all = (await (await fetch(inject('stack').messages)).json()) as { to: string; text: string }[];
    return all.filter(({ to, text }) => to === address && text.includes('#'));
  };
  await expect.poll(async () => (await sent()).length).toBeGreaterThan(earlier);
  return /^\S+#\S+$/m.exec((await sent())[earlier]!.text)![0];
}

test('a forgotten password is replaced with the link in a message, which ends all sessions', async ({ page, browser, site }) => {
  const email = await signUp(page, site);
  const context = await browser.newContext(DESKTOP);
  const elsewhere = await context.newPage();
  await elsewhere.goto(`${site}/login`);
  await elsewhere.getByRole('link', { name: 'Forgot password?' }).click();
  await elsewhere.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  await elsewhere.getByLabel('Email').fill(email);
  await press(elsewhere, 'Send link');
  await elsewhere.getByText(`a message with a link is on its way to ${email}`).waitFor();

  const link = await linkTo(email);
  const sent: string[] = [];
  // Without the fragment, which Playwright adds.
  elsewhere.on('request', (request) => sent.push(request.url().split('#')[0]!, ...Object.values(request.headers())));
  await elsewhere.goto(link);
  await expect.poll(() => elsewhere.url()).toBe(`${site}/reset-password`);
  await form(elsewhere, 'New password').getByLabel('New password').fill('short');
  await press(elsewhere, 'Set password');
  await elsewhere.getByText('New password must be at least 12 characters long.').waitFor();
  await form(elsewhere, 'New password').getByLabel('New password').fill(NEW_PASSWORD);
  await press(elsewhere, 'Set password');
  await elsewhere.getByText('Your new password is set. Log in with it.').waitFor();
  expect(sent.join()).not.toContain(new URL(link).hash.slice(1));
  await logIn(elsewhere, email, NEW_PASSWORD);
  await elsewhere.getByLabel('Amount').waitFor();

  await page.goto(`${site}/settings`);
  await page.getByText('Log in to continue where you left off').waitFor();

  await elsewhere.goto(link);
  await form(elsewhere, 'New password').getByLabel('New password').fill('battery horse staple');
  await press(elsewhere, 'Set password');
  await elsewhere.getByText('This link was used before').waitFor();
  await elsewhere.getByRole('link', { name: 'Ask for a new link' }).click();
  await elsewhere.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
  await context.close();
});

test('an unknown address gets the same answer, and a link without its end says so', async ({ page, site }) => {
  await page.goto(`${site}/forgot-password`);
  await page.getByLabel('Email').fill('unknown@example.com');
  await press(page, 'Send link');
  await page.getByText('a message with a link is on its way to unknown@example.com').waitFor();
  await page.goto(`${site}/reset-password`);
  await page.getByText('This link is incomplete.').waitFor();
});

test('an email address changes once the link in the message to it is confirmed', async ({ page, site }) => {
  const email = await signUp(page, site);
  const address = `new.${email}`;
  await page.goto(`${site}/settings`);
  const change = form(page, 'Email address');
  await change.getByLabel('New email address').fill(address);
  await change.getByLabel('Confirm your password').fill('not the password');
  await press(page, 'Change address');
  await change.getByText('Password is wrong.').waitFor();
  await change.getByLabel('Confirm your password').fill(PASSWORD);
  await press(page, 'Change address');
  await change.getByText(`A message is on its way to ${address}.`).waitFor();
  await page.getByText(`You log in with ${email}.`).waitFor();

  await page.goto(await linkTo(address));
  await press(page, 'Confirm');
  await page.getByText('Your email address is changed.').waitFor();
  expect(page.url()).toBe(`${site}/confirm-email`);
  await page.goto(`${site}/settings`);
  await page.getByText(`You log in with ${address}.`).waitFor();
});
