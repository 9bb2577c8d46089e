// Vite resolves TypeScript's imports here as it does for the tests.
import { join } from 'node:path';
import { runnerImport } from 'vite';

const [program] = process.argv.splice(2, 1);
await runnerImport(join(import.meta.dirname, program));
