// Vite resolves TypeScript's imports here as it does for the tests.
import { join } from 'node:path';
import { runnerImport } from 'vite';

await runnerImport(join(import.meta.dirname, 'main.ts'));
