import { StartFailure } from '../start-failure.js';

/** No connection to the database could be opened. */
export class DatabaseUnreachable extends StartFailure {
  readonly exitCode = 69;

  /** @param finding an explanation that the cause alone does not give. */
  constructor(address: string, cause: unknown, finding?: string) {
    super(`The database at ${address} can't be reached: ${[describe(cause), finding].filter(Boolean).join('; ')}`, { cause });
  }
}

/** Node tries every address of a name and reports the attempts in an AggregateError without a message. */
const describe = (cause: unknown): string =>
  cause instanceof AggregateError ? cause.errors.map(describe).join('; ') : (cause as Error).message;
