/** One invalid field of a request, and why. */
export interface FieldProblem {
  path: string;
  message: string;
}

/** Every error that this API returns on purpose (RFC 9457). */
const catalogue = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  malformed: { status: 400, title: 'The request is malformed' },
  'wrong-credentials': { status: 401, title: 'Email or password is wrong' },
  'not-signed-in': { status: 401, title: 'A valid access token is required' },
  'wrong-password': { status: 403, title: 'The password is wrong' },
  'not-for-api-tokens': { status: 403, title: 'The API token does not allow this' },
  'session-ended': { status: 401, title: 'The session has ended' },
  'not-found': { status: 404, title: 'Not found' },
  'no-mail': { status: 404, title: 'This service sends no email' },
  'no-such-route': { status: 404, title: 'No such route' },
  'email-taken': { status: 409, title: 'The email is taken' },
  'name-taken': { status: 409, title: 'The name is taken' },
  'in-use': { status: 409, title: 'Still in use' },
  'too-slow': { status: 408, title: 'The request took too long to arrive' },
  'too-large': { status: 413, title: 'The request is too large' },
  'not-json': { status: 415, title: 'The body must be JSON' },
  'link-expired': { status: 410, title: 'The link no longer works' },
  'changed-meanwhile': { status: 412, title: 'Changed since you read it' },
  'key-reused': { status: 422, title: 'The Idempotency-Key was used for another request' },
  'too-much-to-add': { status: 422, title: 'Too much to add up' },
  'headers-too-large': { status: 431, title: 'The headers are too large' },
  'too-many-tries': { status: 429, title: 'Too many attempts' },
  unexpected: { status: 500, title: 'Internal error' },
  unavailable: { status: 503, title: 'The database does not answer' },
} as const;

export type ProblemCode = keyof typeof catalogue;

export class Problem extends Error {
  readonly status: number;
  readonly title: string;

  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly errors?: FieldProblem[],
    /** Seconds after which a retry makes sense. */
    readonly retryAfter?: number,
  ) {
    super(detail);
    ({ status: this.status, title: this.title } = catalogue[code]);
  }
}

export const notFound = (what: string, errors?: FieldProblem[]) =>
  new Problem('not-found', `This ${what} does not exist or is not yours.`, errors);
