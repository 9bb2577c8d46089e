import { StartFailure } from '../start-failure.js';

/** The schema has migrations that this release does not know, and lacks some that it needs. */
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
