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

/** Whether the API refused to add up amounts because their sum has no exact number, or because there are too many. */
export const isTooMuchToAdd = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && error.type.endsWith(':too-much-to-add');

/** Whether the error means that the session no longer exists. Other errors say nothing about the session. */
export const endsSession = (error: unknown): boolean => error instanceof ApiProblem && (error.status === 400 || error.status === 401);

/** Describes a problem in sentences. The detail of an invalid request names fields as the API does. */
export const describeProblem = ({ status, detail, fields }: ApiProblem): string =>
  (status === 400 && Object.values(fields).join(' ')) || detail;

/** Turns the path "categoryId" and the message "is required" into "Category is required.", and "tags.0" into "Tag 1 …". */
function sentence(path: string, message: string): string {
  const words = message.replace(/\b[a-z]+[A-Z]\w*/g, fieldName).replace(/\bnull\b/g, 'empty');
  const name = fieldName(path);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${words}.`;
}

/** Names a field as the site's forms do. */
function fieldName(path: string): string {
  const [, list, position] = /(\w+)\.(\d+)$/.exec(path) ?? [];
  if (list) return `${LISTED[list] ?? 'item'} ${Number(position) + 1}`;
  const field = path.split('.').at(-1)!;
  return NAMES[field] ?? field.replace(/Id$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

const LISTED: Record<string, string> = { ids: 'entry', tags: 'tag', addTags: 'tag', removeTags: 'tag', scopes: 'permission' };

/** Fields whose name in the API is not their label. */
const NAMES: Record<string, string> = {
  toAmount: 'amount received',
  rate: 'exchange rate',
  parentId: 'parent category',
  addTags: 'tags',
  expiresInDays: 'expiry',
};
