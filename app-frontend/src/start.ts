import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addNonces } from './security/nonces';
import { parsePublicHosts, forwardPublicHost } from './security/public-host';

/** What the host starts: settles the surroundings, then hands over to Next.js's own server. The build puts it beside that. */
loadEnvironment(join(import.meta.dirname, '.env'));
// Containers and shells set HOSTNAME to the name of the machine, and Next.js would listen there alone.
process.env.HOSTNAME = process.env.HOST || '0.0.0.0';
// Before the server listens, and not when Next.js says that it is ready: requests come in between.
addNonces();
forwardPublicHost(parsePublicHosts(process.env.SITE_HOSTS));
await import(/* @vite-ignore */ pathToFileURL(join(import.meta.dirname, 'server.js')).href);

/** Takes values from a file, where there is one. What the environment says already stays. */
function loadEnvironment(file: string): void {
  try {
    process.loadEnvFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
