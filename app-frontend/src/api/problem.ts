import type { Problem } from './generated';

/** A problem that the API answered (RFC 9457). */
export class ApiProblem extends Error {
  readonly type: string;
  readonly detail: string;
  /** Messages by field, as forms show them. */
  readonly fields: Record<string, string>;

  constructor(
    readonly status: number,
    body: unknown,
  ) {
    // Proxies in front of the API answer errors in other formats.
    const {
      type = 'about:blank',
      detail = 'The expenses service gave no reason.',
      errors = [],
    } = ((typeof body === 'object' ? body : undefined) as Partial<Problem> | null | undefined) ?? {};
    super(`${status}: ${detail}`);
    this.type = type;
    this.detail = detail;
    this.fields = Object.fromEntries(errors.map(({ path, message }) => [path, sentence(path, message)]));
  }
}

/** The API did not answer, or not in time. */
export class ApiUnreachable extends Error {}

/** Whether a retry may help: a paused database takes up to half a minute to wake. */
export const isWaking = (error: unknown): boolean =>
  error instanceof ApiUnreachable || (error instanceof ApiProblem && error.status >= 502 && error.status <= 504);

/** Whether the API refused to add up amounts because their sum has no exact number. */
export const isTooLargeSum = (error: unknown): boolean => error instanceof ApiProblem && error.type.endsWith(':too-much-to-add');

/** Whether the error means that the session no longer exists. Other errors say nothing about the session. */
export const endsSession = (error: unknown): boolean => error instanceof ApiProblem && (error.status === 400 || error.status === 401);

/** Turns the path "categoryId" and the message "is required" into "Category is required.". */
function sentence(path: string, message: string): string {
  const words = path.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${message}.`;
}
