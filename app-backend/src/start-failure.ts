/** An error that the operator can fix, shown without a stack trace. */
export abstract class StartFailure extends Error {
  /** From sysexits.h. */
  abstract readonly exitCode: number;
}
