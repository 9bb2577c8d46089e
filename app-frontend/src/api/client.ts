import 'server-only';
import { type Client, createClient, createConfig } from './generated/client';
import { ApiProblem, ApiUnreachable } from './problem';

/** Amplify's own limit is 30 seconds. */
const TIMEOUT_MS = 25_000;

export interface ApiOptions {
  token?: string | undefined;
  /** Timeout of a request. */
  timeoutMs?: number;
  /** The browser's user agent, by which people recognize their sessions. */
  userAgent?: string | null;
  /** The browser's address, by which the API limits attempts. */
  clientAddress?: string | null;
  /** What this browser got when the user last logged in, so that others' failed attempts don't lock the user out. */
  deviceToken?: string | undefined;
  /** Passes answers on while they arrive, for large ones. The timeout ends when an answer begins. */
  streams?: boolean;
}

/** An API client for the generated functions. */
export type Api = Client;

/** Creates an API client, for server code only. It never caches. */
export function apiFor({ token, timeoutMs = TIMEOUT_MS, userAgent, clientAddress, deviceToken, streams = false }: ApiOptions = {}): Api {
  const baseUrl = process.env.API_URL;
  if (!baseUrl) throw new ApiUnreachable('API_URL is not set. Set it to the URL of the API, for example http://localhost:3001.');
  return createClient(
    createConfig({
      baseUrl,
      cache: 'no-store',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(userAgent && { 'user-agent': userAgent }),
        ...(clientAddress && { 'x-client-address': clientAddress }),
        ...(deviceToken && { 'x-device-token': deviceToken }),
      },
      ...(streams && { parseAs: 'stream' }),
      fetch: (request) => withTimeout(timeoutMs, (signal) => (streams ? fetch : fetchWhole)(request as Request, { signal })),
    }),
  );
}

/** Rejects after a timeout. An abort signal alone is not enough: Next.js clones the request and the clone may ignore it. */
async function withTimeout(timeoutMs: number, send: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${timeoutMs} ms.`));
      controller.abort();
    }, timeoutMs);
  });
  return Promise.race([send(controller.signal), timeout]).finally(() => clearTimeout(timer));
}

/** Reads the whole body here, so that a truncated or endless answer fails within the timeout. */
async function fetchWhole(request: Request, init: { signal: AbortSignal }): Promise<Response> {
  const response = await fetch(request, init);
  const body = await response.arrayBuffer();
  return new Response(body.byteLength > 0 ? body : null, response);
}

interface ApiResult<T> {
  data: T | undefined;
  error: unknown;
  response?: Response;
}

/** Returns the API's answer, or throws if it refused or did not answer. */
export async function unwrap<T>(call: Promise<ApiResult<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (!response || (response.ok && error !== undefined))
    throw new ApiUnreachable(`The API at ${process.env.API_URL} did not answer.`, { cause: error });
  if (!response.ok) throw new ApiProblem(response.status, error);
  return data as T;
}
