import { StartFailure } from '../start-failure.js';

/** The role that the API connects as could not be made, or is none that it should connect as. */
export class AppRoleNotMade extends StartFailure {
  readonly exitCode = 77;

  constructor(reason: string, options?: ErrorOptions) {
    super(`DATABASE_USER can't make APP_DATABASE_USER the role that the API connects as: ${reason}`, options);
  }
}
