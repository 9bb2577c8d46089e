import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * Sets x-forwarded-host to the public host where a proxy such as Amplify's forwards requests under another host. Next.js compares
 * it with the Origin of a server action. Only this site's hosts are accepted, so other sites' pages are still refused.
 */
export function forwardPublicHost(hosts: readonly string[]): void {
  subscribe('http.server.request.start', (message) => {
    const { headers } = (message as { request: IncomingMessage }).request;
    const host = headers.origin && URL.canParse(headers.origin) ? new URL(headers.origin).host : '';
    if (hosts.includes(host)) headers['x-forwarded-host'] = host;
  });
}

/** Parses a comma-separated list of hosts. */
export function parsePublicHosts(list = ''): string[] {
  const hosts = list
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
  for (const host of hosts) {
    // A wildcard like *.amplifyapp.com would admit other people's sites.
    if (!URL.canParse(`https://${host}`) || new URL(`https://${host}`).host !== host || host.includes('*')) {
      const form = 'Use hosts like expenses.example.com or localhost:3000, separated by commas';
      throw new Error(`SITE_HOSTS contains "${host}", which is not a host. ${form}.`);
    }
  }
  return hosts;
}
