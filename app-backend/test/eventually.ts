import { setTimeout } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** Waits until a condition holds; throws after a deadline. */
export async function eventually(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Timed out waiting for: ${what}.`);
    await setTimeout(20);
  }
}
