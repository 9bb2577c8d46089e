import { describe, expect } from 'vitest';
import { contrast } from '../src/categories/colours';
import { DESKTOP, enter, form, press, signUp, test } from './browser';
import { query } from './database';

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
  await page.getByText('Deleted Skydiving. 1 entry has no category now.').waitFor();
  await press(page, 'Undo');
  await page.getByText('Restored Skydiving. 1 entry has it again.').waitFor();
  await page.getByLabel('Edit Skydiving').first().click();
  await press(page, 'Delete Skydiving');
  await page.getByRole('link', { name: 'Skydiving' }).waitFor({ state: 'detached' });
  await page.goto(`${site}/transactions?categoryId=none`);
  await page.getByRole('button', { name: 'Airfield' }).waitFor();
});

describe.each(['light', 'dark'] as const)('category colours in the %s theme', (colorScheme) => {
  test.override('window', { ...DESKTOP, colorScheme });

  test('are visible whatever was chosen, and differ within a family', async ({ signedIn: page, site }) => {
    await page.goto(`${site}/categories`);
    const field = (label: string) => form(page, 'New category').getByLabel(label);
    for (const [name, colour] of [
      ['Black', '#000000'],
      ['White', '#ffffff'],
      ['Grey', '#808080'],
    ] as const) {
      await field('Name').fill(name);
      await field('Colour').fill(colour);
      await press(page, 'Add category');
      await page.getByRole('link', { name }).waitFor();
      for (const child of [`${name} one`, `${name} two`]) {
        await field('Name').fill(child);
        await field('Parent category').selectOption({ label: name });
        await field('Colour').fill(colour);
        await press(page, 'Add category');
        await page.getByRole('link', { name: child }).waitFor();
      }
    }
    for (const path of ['/categories', '/']) {
      await page.goto(`${site}${path}`);
      if (path === '/') {
        await page.getByLabel('Category').selectOption({ label: 'White' });
        await enter(page, '3', 'Bakery');
      }
      const dots = await page.locator('li circle').evaluateAll((circles) =>
        circles.map((circle) => {
          let behind: Element | null = circle;
          while (behind && getComputedStyle(behind).backgroundColor === 'rgba(0, 0, 0, 0)') behind = behind.parentElement;
          return {
            name: circle.closest('li')!.textContent,
            fill: getComputedStyle(circle).fill,
            background: getComputedStyle(behind!).backgroundColor,
          };
        }),
      );
      const hex = (rgb: string) =>
        `#${[...rgb.matchAll(/\d+/g)]
          .slice(0, 3)
          .map(([value]) => Number(value).toString(16).padStart(2, '0'))
          .join('')}`;
      for (const { fill, background } of dots)
        expect(contrast(hex(fill), hex(background)), `${fill} on ${background}`).toBeGreaterThanOrEqual(3);
      for (const family of path === '/categories' ? ['Black', 'White', 'Grey'] : [])
        expect(new Set(dots.filter(({ name }) => name.startsWith(family)).map(({ fill }) => fill)).size).toBe(3);
    }
  });
});

test('new categories get colours that differ', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/categories`);
  const colours: string[] = [];
  for (const name of ['Skydiving', 'Kites', 'Balloons']) {
    colours.push(await form(page, 'New category').getByLabel('Colour').inputValue());
    await form(page, 'New category').getByLabel('Name').fill(name);
    await press(page, 'Add category');
    await page.getByText(`${name} added.`).waitFor();
  }
  expect(new Set(colours).size).toBe(3);
});

test('a person without accounts is led to them', async ({ signedIn: page, site }) => {
  await page.goto(`${site}/accounts`);
  await page.getByLabel('Edit Cash').first().click();
  page.once('dialog', (dialog) => dialog.accept());
  await press(page, 'Delete Cash');
  await page.getByText('No accounts yet').waitFor();
  await page.goto(site);
  await page.getByRole('link', { name: 'Add an account' }).click();
  await page.getByRole('heading', { name: 'New account' }).waitFor();
});

test.for(['light', 'dark'] as const)(
  'the colour of a category is edited as it is shown in the %s theme',
  async (colorScheme, { browser, site }) => {
    const context = await browser.newContext({ ...DESKTOP, colorScheme });
    const page = await context.newPage();
    await signUp(page, site);
    await page.goto(`${site}/categories`);
    const field = (name: string, label: string) => form(page, name).getByLabel(label);
    const swatch = (name: string) =>
      form(page, name)
        .locator('rect')
        .evaluate((rect) => getComputedStyle(rect).fill);
    await field('New category', 'Name').fill('Night');
    await field('New category', 'Colour').fill(colorScheme === 'light' ? '#ffffff' : '#000000');
    await press(page, 'Add category');
    await page.getByText('Night added.').waitFor();
    const dot = () =>
      page
        .getByRole('link', { name: 'Night' })
        .locator('circle')
        .evaluate((circle) => getComputedStyle(circle).fill);
    await page.getByLabel('Edit Night').first().click();
    expect(await swatch('Edit Night')).toBe(await dot());
    await field('Edit Night', 'Colour').fill('#1565c0');
    const chosen = await swatch('Edit Night');
    await form(page, 'Edit Night').getByRole('button', { name: 'Save' }).click();
    await form(page, 'Edit Night').getByText('Saved.').waitFor();
    await expect.poll(dot).toBe(chosen);
    expect(await swatch('Edit Night')).toBe(chosen);
    await context.close();
  },
);

test('a category without a colour gets none when it is renamed', async ({ page, site }) => {
  const email = await signUp(page, site);
  const colourOf = async (name: string) =>
    (
      await query(`select colour from categories where name = $2 and person_id = (select id from people where email = $1)`, [email, name])
    )[0]!.colour;
  await query(`update categories set colour = null where name = 'Home' and person_id = (select id from people where email = $1)`, [email]);
  await page.goto(`${site}/categories`);
  await page.getByLabel('Edit Home').first().click();
  await form(page, 'Edit Home').getByLabel('Name').fill('House');
  await form(page, 'Edit Home').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'House' }).waitFor();
  expect(await colourOf('House')).toBeNull();
});
