import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The rules whose results depend on colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Runs axe in light colours, then its rules about colours in dark ones, and returns the violations as text. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await violations(page, RULES);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...(await violations(page, COLOUR_RULES)).map((violation) => `in dark colours, ${violation}`)];
}

async function violations(page: Page, rules: string[]): Promise<string[]> {
  const { violations } = await page.evaluate<AxeResults>(`axe.run({ runOnly: ${JSON.stringify(rules)} })`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary?.split('\n').at(-1)?.trim()}`),
  );
}

/** Finds visible targets smaller than 44 px, except links within sentences. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href], button, input:not([type="hidden"]), select, summary')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .map((element) => element.closest<HTMLElement>('label:has(> input[type="checkbox"]), label:has(> input[type="radio"])') ?? element)
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 1 && (box.height < 43.5 || box.width < 43.5) && !element.matches('p a, .skip'))
      .map(({ element, box }) => {
        const name = element.textContent?.trim().slice(0, 30) || element.getAttribute('aria-label');
        return `${element.tagName.toLowerCase()} "${name}" is ${Math.round(box.width)} by ${Math.round(box.height)}`;
      }),
  );
