import { freePort } from '../test/free-port.js';
import { type Server, startServer } from './servers.js';

/** A process of the API, whose memory can be measured. */
export interface Task extends Server {
  /** The address of Node's inspector. */
  inspector: string;
}

/** What Node takes in Prod's task of 1 GB. This machine has more, and would collect less garbage. */
const HEAP_MB = 512;

export async function startTask(variables: Record<string, string>): Promise<Task> {
  const inspector = `127.0.0.1:${await freePort()}`;
  const options = [`--max-old-space-size=${HEAP_MB}`, `--inspect=${inspector}`, '--inspect-publish-uid=http'].join(' ');
  return { ...(await startServer('ours', { ...variables, NODE_OPTIONS: options })), inspector: `http://${inspector}` };
}

/** Asks a task to stop, as ECS does, and waits until it has. */
export async function terminate({ pid, exit }: Task): Promise<void> {
  process.kill(pid, 'SIGTERM');
  const code = await exit;
  if (code !== 0) throw new Error(`A task exited with ${code} after SIGTERM.`);
}
