import { enter, form, openDetails, press, test } from './browser';

test('a tag is one tag in any spelling, and gets another by renaming it', async ({ signedIn: page, site }) => {
  for (const [tag, payee] of [
    ['Trip', 'Bakery'],
    ['trip', 'Kiosk'],
  ] as const) {
    await page.goto(site);
    await openDetails(page);
    await page.getByLabel('Tags').fill(tag);
    await enter(page, '3', payee);
  }
  await page.goto(`${site}/tags`);
  await page.getByRole('link', { name: '#Trip 2 entries' }).waitFor();
  await page.getByLabel('Edit Trip').first().click();
  await form(page, 'Rename Trip').getByLabel('Name').fill('#trip');
  await press(page, 'Rename');
  await page.getByRole('link', { name: '#trip 2 entries' }).waitFor();
});

test('a tag is renamed and removed on all entries', async ({ signedIn: page, site }) => {
  await openDetails(page);
  await page.getByLabel('Tags').fill('trip');
  await enter(page, '3', 'Bakery');
  await page.goto(`${site}/tags`);
  await page.getByLabel('Edit trip').first().click();
  await form(page, 'Rename trip').getByLabel('Name').fill('holiday');
  await press(page, 'Rename');
  await page.getByRole('link', { name: '#holiday 1 entry' }).waitFor();
  await page.getByLabel('Edit holiday').first().click();
  await press(page, 'Remove from all entries: holiday');
  await page.getByText('No tags yet').waitFor();
  await page.getByText('Removed #holiday from 1 entry.').waitFor();
  await press(page, 'Undo');
  await page.getByText('Restored #holiday on 1 entry.').waitFor();
  await page.getByRole('link', { name: '#holiday 1 entry' }).waitFor();
});
