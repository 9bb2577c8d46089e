import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { BACKEND } from './environment.js';
import { memoryMb } from './processor-time.js';
import { type Name, NAMES, startServer } from './servers.js';

/** Memory is read when the start's garbage is gone or not: every server waits equally long. */
const IDLE_MS = 1_000;

interface Start {
  ms: number;
  /** Processor time; undefined where it isn't measured. */
  cpuMs: number | undefined;
  idleMb: number | undefined;
}

export type StartUps = Record<Name, Start[]>;

/** Starts and stops one server after the other, round by round. */
export async function measureStartUp(variables: Record<string, string>, rounds: number): Promise<StartUps> {
  const starts: StartUps = { ours: [], usual: [], ceiling: [] };
  // As in the image, which holds the code that an earlier start compiled. Node writes it when it exits.
  const ours = { ...variables, NODE_COMPILE_CACHE: join(BACKEND, 'bench/dist/compile-cache') };
  const { pid, exit } = await startServer('ours', ours);
  process.kill(pid, 'SIGTERM');
  await exit;
  for (let round = 0; round < rounds; round++)
    for (const name of NAMES) {
      const server = await startServer(name, name === 'ours' ? ours : variables);
      try {
        await setTimeout(IDLE_MS);
        starts[name].push({ ms: server.startMs, cpuMs: server.startCpuMs, idleMb: memoryMb(server.pid)?.now });
      } finally {
        await server.stop();
      }
    }
  return starts;
}
