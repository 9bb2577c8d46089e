import { StartFailure } from '../start-failure.js';

/** What is wrong with the environment, a sentence a variable, all at once; never a value, which may be a secret. */
export class ConfigurationError extends StartFailure {
  readonly exitCode = 78;

  constructor(findings: string[]) {
    super(`The expenses API can't start with this environment:\n${findings.map((finding) => `  - ${finding}`).join('\n')}`);
  }
}
