import { expect } from 'vitest';
import { test } from './browser';

test('a click on the month tab requests the page once', async ({ signedIn: page }) => {
  const requested: string[] = [];
  page.on('request', (request) => void (request.headers().rsc && requested.push(new URL(request.url()).pathname)));
  await page.getByRole('link', { name: 'Month', exact: true }).click();
  await page.getByText('Nothing spent').waitFor();
  expect(requested).toEqual(['/months']);
});
