import { z } from 'zod';
import type { ReadSecret } from './database-password.js';

const TIMEOUT_MS = 5_000;

/** The part of RDS's secret that is used. */
const databaseSecret = z.object({ username: z.string(), password: z.string() });

/** Reads a secret of Secrets Manager. Error messages continue a sentence that names the secret, and quote nothing of it. */
export function secretsManager(arn: string, timeoutMs = TIMEOUT_MS): ReadSecret {
  return async () => {
    const result = databaseSecret.safeParse(json(await secretString(arn, AbortSignal.timeout(timeoutMs))));
    if (!result.success) throw new Error('is not JSON with username and password');
    return result.data;
  };
}

async function secretString(arn: string, abortSignal: AbortSignal): Promise<string | undefined> {
  // Loaded on demand: few processes ever have a password refused.
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

/** Takes the region from arn:aws:secretsmanager:REGION:... */
const regionOf = (arn: string): string => arn.split(':')[3]!;

/** Parses JSON; the parser's own error would quote the secret. */
function json(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
