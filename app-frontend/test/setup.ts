import type { TestProject } from 'vitest/node';
import { startChromium } from './chromium';
import { type Stack, startStack } from './stack';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: Pick<Stack, 'site' | 'demo' | 'database' | 'messages'>;
    /** The address of the browser. */
    browser: string;
  }
}

/** Starts one stack and one browser for the whole run. Each test signs up its own user, in a context of its own. */
export default async function setup(project: TestProject) {
  const { site, demo, database, messages, stop } = await startStack();
  const chromium = await startChromium();
  project.provide('stack', { site, demo, database, messages });
  project.provide('browser', chromium.endpoint);
  return async () => {
    await chromium.stop();
    await stop();
  };
}
