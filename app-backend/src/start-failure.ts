/** Why the process cannot do what it was started for, in words for whoever started it: no stack is shown. */
export abstract class StartFailure extends Error {
  /** As in sysexits.h. */
  abstract readonly exitCode: number;
}
