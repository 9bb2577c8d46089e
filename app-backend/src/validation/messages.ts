import { z } from 'zod';

type Issue = z.core.$ZodRawIssue;

/** Replaces all of zod's default messages by ones that follow the name of a field. */
export function useReadableMessages(): void {
  z.config({ customError: readableMessage });
}

function readableMessage(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${NOUNS[issue.expected] ?? `of type ${issue.expected}`}`;
    case 'too_big':
      return limit(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'must not be empty'
        : limit(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'has the wrong format';
    case 'invalid_value':
      return `must be ${listing(issue.values)}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `must not contain ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
    default:
      return 'is not valid';
  }
}

function limit(origin: string, bound: string, value: number | bigint): string {
  const unit = UNITS[origin];
  if (!unit) return `must be ${bound} ${value}`;
  const counted = `${bound} ${value} ${unit}${Number(value) === 1 ? '' : 's'}`;
  return origin === 'string' ? `must be ${counted} long` : `must contain ${counted}`;
}

function listing(values: readonly unknown[]): string {
  const texts = values.map(String);
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}` : texts.join('');
}

const UNITS: Record<string, string> = { string: 'character', array: 'item', set: 'item', map: 'item', object: 'field' };

const NOUNS: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a JSON object',
  record: 'a JSON object',
  array: 'a list',
  null: 'null',
};

const FORMATS: Record<string, string> = {
  email: 'must be an email address',
  url: 'must be a URL',
  uuid: 'must be a UUID',
  date: 'must be a date such as 2026-11-24',
  datetime: 'must be a time such as 2026-11-24T18:30:00Z',
};
