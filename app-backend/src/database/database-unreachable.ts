import { StartFailure } from '../start-failure.js';

/** No connection to the database could be made. */
export class DatabaseUnreachable extends StartFailure {
  readonly exitCode = 69;

  /** @param finding what else was found out, where the cause alone does not say what to look at. */
  constructor(address: string, cause: unknown, finding?: string) {
    super(`The database at ${address} can't be reached: ${[describe(cause), finding].filter(Boolean).join('; ')}`, { cause });
  }
}

/** Node tries each address of a name, and then has only the attempts to say anything. */
const describe = (cause: unknown): string =>
  cause instanceof AggregateError ? cause.errors.map(describe).join('; ') : (cause as Error).message;
