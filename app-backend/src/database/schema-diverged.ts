import { StartFailure } from '../start-failure.js';

/** The database went a way that this release does not know, and this release wants what the database has not got. */
export class SchemaDiverged extends StartFailure {
  readonly exitCode = 65;

  constructor(unknown: string[], missing: string[]) {
    super(
      `The schema comes from another line of releases: ` +
        `it has ${unknown.join(', ')}, which this release does not know, and lacks ${missing.join(', ')}. ` +
        'Deploy a release that contains both.',
    );
  }
}
