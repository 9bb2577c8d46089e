import type { TestProject } from 'vitest/node';
import { type Stack, startStack } from './stack';

declare module 'vitest' {
  export interface ProvidedContext {
    stack: Pick<Stack, 'site' | 'demo' | 'database' | 'messages'>;
  }
}

/** Starts one stack for the whole run. Each test signs up its own user. */
export default async function setup(project: TestProject) {
  const { site, demo, database, messages, stop } = await startStack();
  project.provide('stack', { site, demo, database, messages });
  return stop;
}
