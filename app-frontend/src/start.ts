import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { forwardClientAddress } from './security/client-address';
import { addNonces } from './security/nonces';
import { forwardPublicHost, parsePublicHosts } from './security/public-host';

/** The entry point that hosts run: sets up the environment, then starts Next.js's server.js beside it. */
loadEnvironment(join(import.meta.dirname, '.env'));
// Containers and shells set HOSTNAME to the machine's name, and Next.js would listen only there.
process.env.HOSTNAME = process.env.HOST || '0.0.0.0';
// This runs before the server listens: requests arrive before Next.js reports that it is ready.
addNonces();
forwardPublicHost(parsePublicHosts(process.env.SITE_HOSTS));
forwardClientAddress(process.env.CLIENT_ADDRESS_HEADER || undefined);
await import(/* @vite-ignore */ pathToFileURL(join(import.meta.dirname, 'server.js')).href);

/** Loads a file into the environment, if it exists. Variables that are set already keep their values. */
function loadEnvironment(file: string): void {
  try {
    process.loadEnvFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
