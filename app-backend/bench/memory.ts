import { setTimeout } from 'node:timers/promises';
import { memoryMb } from './processor-time.js';
import { median } from './statistics.js';
import type { Task } from './task.js';

/** How much of a period passes between two samples. */
const SAMPLES = 6;

/** Medians of a period, in MB. */
export interface Memory {
  /** What a garbage collection leaves: JavaScript's heap and its buffers. */
  live: number;
  /** What the process occupies; undefined where it isn't measured. */
  resident: number | undefined;
}

/** Measures a task several times within a period. */
export async function measureMemory(task: Task, periodMs: number): Promise<Memory> {
  const [live, resident]: [number[], number[]] = [[], []];
  const inspector = await Inspector.connect(task.inspector);
  try {
    for (let sample = 0; sample < SAMPLES; sample++) {
      await setTimeout(periodMs / SAMPLES);
      const now = memoryMb(task.pid)?.now;
      if (now !== undefined) resident.push(now);
      await inspector.call('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize } = await inspector.call<HeapUsage>('Runtime.getHeapUsage');
      live.push((usedSize + backingStorageSize) / 1024 ** 2);
    }
  } finally {
    inspector.close();
  }
  return { live: median(live), resident: resident.length > 0 ? median(resident) : undefined };
}

interface HeapUsage {
  usedSize: number;
  /** Of buffers, which are outside JavaScript's heap. */
  backingStorageSize: number;
}

/** A connection to Node's inspector, for one call at a time. */
class Inspector {
  private constructor(private readonly socket: WebSocket) {}

  static async connect(address: string): Promise<Inspector> {
    const [target] = (await (await fetch(`${address}/json`)).json()) as { webSocketDebuggerUrl: string }[];
    const socket = new WebSocket(target!.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error(`The inspector at ${address} can't be reached.`));
    });
    return new Inspector(socket);
  }

  async call<T>(method: string): Promise<T> {
    const answer = await new Promise<string>((resolve, reject) => {
      this.socket.onmessage = ({ data }) => resolve(data as string);
      this.socket.onclose = () => reject(new Error(`The inspector closed the connection before it answered ${method}.`));
      this.socket.send(JSON.stringify({ id: 1, method }));
    });
    return (JSON.parse(answer) as { result: T }).result;
  }

  close(): void {
    this.socket.onclose = null;
    this.socket.close();
  }
}
