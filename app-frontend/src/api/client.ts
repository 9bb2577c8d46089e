import 'server-only';
import { type Client, createClient, createConfig } from './generated/client';
import { ApiProblem, ApiUnreachable } from './problem';

/** Amplify gives up a request after thirty seconds. */
const TIMEOUT_MS = 25_000;

interface ApiOptions {
  token?: string | undefined;
  /** How long an answer may take. */
  timeoutMs?: number;
  /** Of the browser, so that people know their sessions by it. */
  userAgent?: string | null;
}

/** The API, for the functions that are generated from its OpenAPI document. */
export type Api = Client;

/** Asks the API, from the server only, and never out of a cache. */
export function apiFor({ token, timeoutMs = TIMEOUT_MS, userAgent }: ApiOptions = {}): Api {
  const baseUrl = process.env.API_URL;
  if (!baseUrl) throw new ApiUnreachable('API_URL is not set. Set it to the URL of the API, for example http://localhost:3001.');
  return createClient(
    createConfig({
      baseUrl,
      cache: 'no-store',
      headers: { ...(token && { authorization: `Bearer ${token}` }), ...(userAgent && { 'user-agent': userAgent }) },
      fetch: (request) => fetchWithTimeout(request as Request, timeoutMs),
    }),
  );
}

/** A signal alone is not heard by each copy of a request, and Next.js makes one: nobody waits longer, whatever becomes of it. */
async function fetchWithTimeout(request: Request, timeoutMs: number): Promise<Response> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${timeoutMs} ms.`));
      controller.abort();
    }, timeoutMs);
  });
  return Promise.race([fetchWhole(request, controller.signal), timeout]).finally(() => clearTimeout(timer));
}

/** An answer may break off, or come to no end, after it has begun. */
async function fetchWhole(request: Request, signal: AbortSignal): Promise<Response> {
  const response = await fetch(request, { signal });
  const body = await response.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, response);
}

interface ApiResult<T> {
  data: T | undefined;
  error: unknown;
  response?: Response;
}

/** What the API answered; what it refused is thrown. */
export async function unwrap<T>(call: Promise<ApiResult<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response || (response.ok && error !== undefined))
    throw new ApiUnreachable(`The API at ${process.env.API_URL} did not answer.`, { cause: error });
  if (!response.ok) throw new ApiProblem(response.status, error);
  return data as T;
}
