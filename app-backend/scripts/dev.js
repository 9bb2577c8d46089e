// Vite resolves TypeScript's imports here as it does for the tests.
import { runnerImport } from 'vite';

await runnerImport(new URL('dev.ts', import.meta.url).pathname);
