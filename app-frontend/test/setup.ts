import type { TestProject } from 'vitest/node';
import { type Stack, startStack } from './stack';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: Pick<Stack, 'site' | 'demo'>;
  }
}

/** One for the whole run; each test signs up somebody of its own in it. */
export default async function setup(project: TestProject) {
  const { site, demo, stop } = await startStack();
  project.provide('stack', { site, demo });
  return stop;
}
