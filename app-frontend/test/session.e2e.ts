import { describe, expect } from 'vitest';
import { enter, logIn, press, signUp, test } from './browser';

describe('a session', () => {
  test('without an access token is renewed and returns to the page', async ({ signedIn: page, context, site }) => {
    await context.clearCookies({ name: 'access' });
    await page.goto(`${site}/transactions?kind=income`);
    await page.getByRole('heading', { name: 'Transactions' }).waitFor();
    await expect.poll(() => page.url()).toBe(`${site}/transactions?kind=income`);
  });

  test('whose access token is refused is renewed while an entry is saved', async ({ signedIn: page, context }) => {
    const cookie = (await context.cookies()).find(({ name }) => name === 'access')!;
    await context.addCookies([{ ...cookie, value: 'refused' }]);
    await enter(page, '8', 'Kiosk');
    expect((await context.cookies()).find(({ name }) => name === 'access')!.value).not.toBe('refused');
  });

  test("that ends while a form is sent returns to the form's page", async ({ page, context, site }) => {
    const email = await signUp(page, site);
    await page.goto(`${site}/accounts`);
    await page.getByRole('form', { name: 'New account' }).getByLabel('Name').fill('Wallet');
    await context.clearCookies();
    await press(page, 'Add account');
    await page.getByText('Log in to continue where you left off').waitFor();
    await logIn(page, email);
    await page.waitForURL(`${site}/accounts`);
  });

  test('that has ended asks to log in and returns to the page', async ({ page, context, site }) => {
    const email = await signUp(page, site);
    await context.clearCookies();
    await page.goto(`${site}/transactions?kind=income`);
    await page.getByText('Log in to continue where you left off').waitFor();
    await logIn(page, email);
    await page.waitForURL(`${site}/transactions?kind=income`);
  });

  test("that can't be renewed says so, and can be tried again", async ({ signedIn: page, context, site }) => {
    await context.clearCookies({ name: 'access' });
    await page.route('**/session/refresh', (route) => route.fulfill({ status: 500 }), { times: 1 });
    await page.goto(`${site}/accounts`);
    await page.getByRole('heading', { name: "can't be shown right now" }).waitFor();
    await press(page, 'Try again');
    await page.getByRole('heading', { name: 'Accounts', exact: true }).waitFor();
  });
});
