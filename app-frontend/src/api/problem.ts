import type { Problem } from './generated';

/** What the API refused, in its own words (RFC 9457). */
export class ApiProblem extends Error {
  readonly detail: string;
  /** What is wrong with which field, as forms want it. */
  readonly fields: Record<string, string>;

  constructor(
    readonly status: number,
    body: unknown,
  ) {
    // What stands between here and the API answers errors too, in its own way.
    const { detail = 'The expenses service gave no reason.', errors = [] } =
      ((typeof body === 'object' ? body : undefined) as Partial<Problem> | null | undefined) ?? {};
    super(`${status}: ${detail}`);
    this.detail = detail;
    this.fields = Object.fromEntries(errors.map(({ path, message }) => [path, sentence(path, message)]));
  }
}

/** The API did not answer, or not in time. */
export class ApiUnreachable extends Error {}

/** A paused database takes half a minute to wake: whoever asks again gets an answer. */
export const isWaking = (error: unknown): boolean =>
  error instanceof ApiUnreachable || (error instanceof ApiProblem && error.status >= 502 && error.status <= 504);

/** There is no such session any more, or never was. Whatever else is refused, by whom, says nothing about it. */
export const endsSession = (error: unknown): boolean => error instanceof ApiProblem && (error.status === 400 || error.status === 401);

/** "categoryId" "has to be…" reads "Category has to be…". */
function sentence(path: string, message: string): string {
  const words = path.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${message}.`;
}
