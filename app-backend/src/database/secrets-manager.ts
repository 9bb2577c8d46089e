import { z } from 'zod';
import type { ReadSecret } from './database-password.js';

const TIMEOUT_MS = 5_000;

/** As RDS makes it; it holds more than that. */
const databaseSecret = z.object({ username: z.string(), password: z.string() });

/** A secret of Secrets Manager. An error continues the sentence that names the secret, and tells nothing of what it holds. */
export function secretsManager(arn: string, timeoutMs = TIMEOUT_MS): ReadSecret {
  return async () => {
    const result = databaseSecret.safeParse(json(await secretString(arn, AbortSignal.timeout(timeoutMs))));
    if (!result.success) throw new Error('is not JSON with username and password');
    return result.data;
  };
}

async function secretString(arn: string, abortSignal: AbortSignal): Promise<string | undefined> {
  // Loaded only now: few processes ever see a password refused.
  const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ region: regionOf(arn) });
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: arn }), { abortSignal })).SecretString;
  } catch (error) {
    throw new Error(`can't be read: ${abortSignal.aborted ? 'Secrets Manager does not answer' : (error as Error).message}`);
  } finally {
    client.destroy();
  }
}

/** arn:aws:secretsmanager:REGION:... */
const regionOf = (arn: string): string => arn.split(':')[3]!;

/** The parser's own error would quote what it stumbled over. */
function json(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
