import { setTimeout } from 'node:timers/promises';

const TIMEOUT_MS = 60_000;

/** Waits until a condition holds; throws after a deadline. */
export async function eventually(what: string, condition: () => Promise<boolean> | boolean, timeoutMs = TIMEOUT_MS): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Timed out waiting for: ${what}.`);
    await setTimeout(20);
  }
}
