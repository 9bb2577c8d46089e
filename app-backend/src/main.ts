import { readApiConfiguration, readDatabaseConfiguration, readMigrationConfiguration } from './configuration/configuration.js';
import { StartFailure } from './start-failure.js';

const commands: Record<string, () => Promise<void>> = {
  serve: async () => (await import('./serve.js')).serve(readApiConfiguration(process.env)),
  demo: async () => (await import('./demo/demo.js')).demo(readDatabaseConfiguration(process.env), process.argv[3] ?? 'demo@example.com'),
  migrate: async () => (await import('./database/migrate.js')).migrate(readMigrationConfiguration(process.env)),
};

const name = process.argv[2] ?? 'serve';
const command = commands[name];

if (!command) {
  console.error(`"${name}" is not a command of the expenses API. It must be one of ${Object.keys(commands).join(', ')}.`);
  process.exit(64);
}

try {
  await command();
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  console.error(error.message);
  process.exit(error.exitCode);
}
