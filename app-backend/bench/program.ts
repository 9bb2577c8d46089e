const stops: (() => Promise<unknown>)[] = [];

/** Registers what ends a process that was started. */
export const atEnd = (stop: () => Promise<unknown>): void => void stops.push(stop);

/** Runs a program, and ends what it started, last first, even if it fails or is interrupted. */
export async function runProgram(run: () => Promise<void>): Promise<void> {
  process.once('SIGINT', () => void stopAll().then(() => process.exit(130)));
  process.once('SIGTERM', () => void stopAll().then(() => process.exit(143)));
  try {
    await run();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}

async function stopAll(): Promise<void> {
  for (const stop of stops.reverse().splice(0)) await stop();
}
