import { StartFailure } from '../start-failure.js';

/** The API role can't be created, or must not be used. */
export class AppRoleError extends StartFailure {
  readonly exitCode = 77;

  constructor(reason: string, options?: ErrorOptions) {
    super(`The API role (APP_DATABASE_USER) can't be set up: ${reason}`, options);
  }
}
