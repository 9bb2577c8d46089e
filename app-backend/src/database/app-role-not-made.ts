import { StartFailure } from '../start-failure.js';

/** The role that the API connects as could not be made, or is none that it should connect as. */
export class AppRoleNotMade extends StartFailure {
  readonly exitCode = 77;

  constructor(reason: string, options?: ErrorOptions) {
    super(`The API role (APP_DATABASE_USER) can't be set up: ${reason}`, options);
  }
}
