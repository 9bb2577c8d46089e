import { StartFailure } from '../start-failure.js';

/** Lists everything wrong with the environment at once, one sentence per variable. Never quotes a value, which may be a secret. */
export class ConfigurationError extends StartFailure {
  readonly exitCode = 78;

  constructor(findings: string[]) {
    super(`The expenses API can't start with this environment:\n${findings.map((finding) => `  - ${finding}`).join('\n')}`);
  }
}
