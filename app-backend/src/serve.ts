import { createApplication } from './application.js';
import type { ApiConfiguration } from './configuration/configuration.js';
import { Draining } from './health/draining.js';

export async function serve(configuration: ApiConfiguration): Promise<void> {
  const app = await createApplication(configuration);
  await app.listen(configuration.PORT, configuration.HOST);

  // ECS sends SIGTERM, then waits: nothing new is taken, what is under way is answered.
  const drain = async () => {
    app.get(Draining).begin();
    await app.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void drain());
  process.once('SIGINT', () => void drain());
}
