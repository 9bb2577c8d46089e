import 'server-only';
import { z } from 'zod';
import { ApiProblem, ApiUnreachable } from './problem';

/** A paused database takes half a minute to wake; Amplify gives up a request after thirty seconds. */
const TIMEOUT_MS = 25_000;

interface Call {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  token?: string | undefined;
  body?: unknown;
}

/** Asks the API, from the server only; what it answers is checked against the schema. */
export async function call<T>(schema: z.ZodType<T>, path: string, { method = 'GET', token, body }: Call = {}): Promise<T> {
  const response = await ask(path, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    cache: 'no-store',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw await ApiProblem.from(response);
  return schema.parse(response.status === 204 ? undefined : await response.json());
}

async function ask(path: string, request: RequestInit): Promise<Response> {
  const address = process.env['API_URL'];
  if (!address) throw new ApiUnreachable('API_URL is not set: it has to tell where the API answers, as in http://localhost:3001.');
  try {
    return await fetch(`${address}${path}`, request);
  } catch (error) {
    throw new ApiUnreachable(`The API at ${address} does not answer.`, { cause: error });
  }
}
