import { setTimeout } from 'node:timers/promises';
import { memoryMb } from './processor-time.js';
import { type Name, NAMES, startServer } from './servers.js';

/** Memory is read when the start's garbage is gone or not: every server waits equally long. */
const IDLE_MS = 1_000;

export type StartUps = Record<Name, { startMs: number; idleMb: number | undefined }[]>;

/** Starts and stops one server after the other, round by round. */
export async function measureStartUp(variables: Record<string, string>, rounds: number): Promise<StartUps> {
  const starts: StartUps = { ours: [], usual: [], ceiling: [] };
  for (let round = 0; round < rounds; round++)
    for (const name of NAMES) {
      const server = await startServer(name, variables);
      try {
        await setTimeout(IDLE_MS);
        starts[name].push({ startMs: server.startMs, idleMb: memoryMb(server.pid)?.now });
      } finally {
        await server.stop();
      }
    }
  return starts;
}
