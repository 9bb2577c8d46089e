import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * Names the host that a browser knows this site by, where a network in front hands requests on under another one, as Amplify's does.
 * Next.js compares the Origin of a server action with x-forwarded-host, as a proxy sets it. Only the hosts of this site are taken
 * from an Origin: pages of any other are refused as before.
 */
export function forwardPublicHost(hosts: readonly string[]): void {
  subscribe('http.server.request.start', (message) => {
    const { headers } = (message as { request: IncomingMessage }).request;
    const host = headers.origin && URL.canParse(headers.origin) ? new URL(headers.origin).host : '';
    if (hosts.includes(host)) headers['x-forwarded-host'] = host;
  });
}

/** The hosts in a list with commas. */
export function parsePublicHosts(list = ''): string[] {
  const hosts = list
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);
  for (const host of hosts) {
    // Never all of amplifyapp.com, for one: anybody may have a site there.
    if (!URL.canParse(`https://${host}`) || new URL(`https://${host}`).host !== host || host.includes('*')) {
      const form = 'Use hosts like expenses.example.com or localhost:3000, separated by commas';
      throw new Error(`SITE_HOSTS contains "${host}", which is not a host. ${form}.`);
    }
  }
  return hosts;
}
