import { StartFailure } from '../start-failure.js';

/** No connection to the database could be made. */
export class DatabaseUnreachable extends StartFailure {
  readonly exitCode = 69;

  constructor(address: string, cause: unknown) {
    super(`The database at ${address} can't be reached: ${describe(cause)}`, { cause });
  }
}

/** Node tries each address of a name, and then has only the attempts to say anything. */
const describe = (cause: unknown): string => (cause instanceof AggregateError ? cause.errors.map(describe).join('; ') : (cause as Error).message);
