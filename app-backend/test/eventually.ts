import { setTimeout } from 'node:timers/promises';

const PATIENCE_MS = 20_000;

/** Asks until it is so; a deadline ends what never comes. */
export async function eventually(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`It never came to be so: ${what}.`);
    await setTimeout(20);
  }
}
