import { CREATED } from './created.js';
import type { Environment, Person } from './environment.js';
import { buildOperations, type Request } from './operations.js';

/** What one connection sends again and again: three quarters are reads, and each transaction that it creates is edited and deleted. */
export interface Mix {
  requests: Request[];
  requestsPerCycle: number;
}

const CYCLES_PER_PERSON = 24;

export async function buildMix(people: Person[], environment: Environment): Promise<Mix> {
  const cycles: Request[][] = [];
  for (const person of people) cycles.push(...(await cyclesOf(person, environment)));
  return { requests: cycles.flat(), requestsPerCycle: cycles[0]!.length };
}

async function cyclesOf(person: Person, environment: Environment): Promise<Request[][]> {
  const operations = await buildOperations([person], environment);
  const requests = (name: string) => operations.find((operation) => operation.name === name)!.requests;
  const [list, create, pages, summaries] = [requests('list')[0]!, requests('create')[0]!, requests('page'), requests('cached')];
  const { 'idempotency-key': _key, ...headers } = create.headers;
  const { 'content-type': _type, ...authorization } = headers;
  const created = `/v1/transactions/${CREATED}`;
  const edit: Request = { method: 'PATCH', path: created, headers, body: JSON.stringify({ amount: 990, note: 'Bread' }) };
  const remove: Request = { method: 'DELETE', path: created, headers: authorization };
  return Array.from({ length: CYCLES_PER_PERSON }, (_, cycle) => {
    const reads = [list, pages[cycle % pages.length]!, summaries[cycle % summaries.length]!];
    return [...reads, create, ...reads, edit, ...reads, remove];
  });
}
