/** Runs a program until it ends or is interrupted, and then stops what it started, last first. A failure is its exit code. */
export async function runProgram(run: (args: string[]) => Promise<void>, stops: (() => Promise<unknown>)[]): Promise<void> {
  const stopAll = async () => {
    for (const stop of stops.reverse().splice(0)) await stop();
  };
  process.once('SIGINT', () => void stopAll().then(() => process.exit(130)));
  process.once('SIGTERM', () => void stopAll().then(() => process.exit(143)));
  try {
    await run(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}
