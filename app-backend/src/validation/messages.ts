import { z } from 'zod';

/** Sets zod's default messages so that they can follow the name of a field. */
export function useReadableMessages(): void {
  z.config({ customError: (issue) => (issue.code === 'invalid_type' ? expectation(issue.expected, issue.input) : undefined) });
}

const expectation = (expected: string, input: unknown): string =>
  input === undefined ? 'is missing' : `must be ${NOUNS[expected] ?? `of type ${expected}`}`;

const NOUNS: Record<string, string> = { string: 'a string', number: 'a number', int: 'a whole number', object: 'a JSON object' };
