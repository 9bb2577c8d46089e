import { randomBytes } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { contentSecurityPolicy } from './content-security-policy';

const NAME = 'content-security-policy';

/**
 * Gives each request a nonce of its own. Next.js puts into its scripts the nonce of the policy that the request carries, which a
 * proxy.ts would set; hosts run that each in their own way, and every one of them hears requests by Node's own server, which tells of each
 * before anybody answers it.
 */
export function addNonces(): void {
  subscribe('http.server.request.start', (message) => addPolicy(message as { request: IncomingMessage; response: ServerResponse }));
}

function addPolicy({ request, response }: { request: IncomingMessage; response: ServerResponse }): void {
  const policy = contentSecurityPolicy(randomBytes(18).toString('base64'));
  // In the place of what somebody outside may have sent: a nonce is not for others to choose.
  request.headers[NAME] = policy;
  response.setHeader(NAME, policy);
}
