import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentSecurityPolicy } from './content-security-policy';

const NAME = 'content-security-policy';

/**
 * Adds a policy with a new nonce to each request and response. Next.js takes the nonce from the request's header. A proxy.ts could set
 * it, but hosts run proxy.ts in different ways; Node's HTTP server publishes this event on all of them.
 */
export function addNonces(): void {
  subscribe('http.server.request.start', (message) => addPolicy(message as { request: IncomingMessage; response: ServerResponse }));
}

function addPolicy({ request, response }: { request: IncomingMessage; response: ServerResponse }): void {
  const policy = contentSecurityPolicy(randomBytes(18).toString('base64'));
  // Overwrites the client's header: a client must not choose the nonce.
  request.headers[NAME] = policy;
  response.setHeader(NAME, policy);
}
