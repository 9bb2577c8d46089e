import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** The request header that the site reads the browser's address from. */
export const CLIENT_ADDRESS = 'x-client-address';

/**
 * Sets x-client-address to the browser's address, whatever the browser sent: to what the proxy in front says in its own header, or to the
 * address of the connection.
 */
export function forwardClientAddress(proxyHeader: string | undefined): void {
  subscribe('http.server.request.start', (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    const address = proxyHeader ? parseAddress(headers[proxyHeader.toLowerCase()]) : socket.remoteAddress;
    delete headers[CLIENT_ADDRESS];
    if (address) headers[CLIENT_ADDRESS] = address;
  });
}

/** Parses "203.0.113.7:4711", as CloudFront writes it, with or without the port. */
function parseAddress(value: string | string[] | undefined): string | undefined {
  const text = String(value ?? '').trim();
  return [text.replace(/:\d+$/, ''), text].map((part) => part.replace(/^\[(.*)\]$/, '$1')).find((part) => isIP(part));
}
