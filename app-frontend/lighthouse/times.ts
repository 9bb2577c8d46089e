import type { Page } from 'playwright-core';
import type { Times } from './report';

const ROUNDS = 10;

/** Measures the document of a page, from the start of the navigation. */
export const documentTimes = (page: Page, url: string): Promise<Times[]> =>
  rounds(async () => {
    await page.goto(url);
    return page.evaluate(() => {
      const { responseStart, responseEnd } = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming;
      return { firstByte: responseStart, lastByte: responseEnd };
    });
  });

/** Measures what a click on a tab requests, from the click, until the answer that the browser ends up with. */
export const clickTimes = (page: Page, from: string, tab: string): Promise<Times[]> =>
  rounds(async () => {
    await page.goto(from, { waitUntil: 'networkidle' });
    await page.evaluate(() => addEventListener('click', () => performance.mark('click'), { capture: true }));
    await page.getByRole('link', { name: tab, exact: true }).click();
    await page.locator('.tab[aria-current="page"]', { hasText: tab }).waitFor();
    const times = await page.waitForFunction(() => {
      const [click] = performance.getEntriesByName('click');
      const last = (performance.getEntriesByType('resource') as PerformanceResourceTiming[]).findLast(({ name }) => {
        const { pathname, searchParams } = new URL(name);
        return pathname === location.pathname && searchParams.has('_rsc');
      });
      return last && { firstByte: last.responseStart - click!.startTime, lastByte: last.responseEnd - click!.startTime };
    });
    return (await times.jsonValue())!;
  });

/** The first round warms up. */
async function rounds(measure: () => Promise<Times>): Promise<Times[]> {
  const all: Times[] = [];
  for (let round = 0; round <= ROUNDS; round++) all.push(await measure());
  return all.slice(1);
}
