import { type FieldProblem, Problem } from '../errors/problems.js';

/** An issue of Standard Schema; `keys` is zod's list of unknown fields. */
interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
  keys?: string[];
}

/** Creates the problem for the issues that a schema found, naming each field. */
export function invalidRequest(issues: readonly Issue[]): Problem {
  const errors = issues.flatMap(toFieldProblems);
  return new Problem(
    'invalid-request',
    errors.map(({ path, message }) => (path ? `${path} ${message}` : `the request ${message}`)).join('; '),
    errors,
  );
}

function toFieldProblems({ message, path = [], keys }: Issue): FieldProblem[] {
  const names = path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
  return keys
    ? keys.map((key) => ({ path: [...names, key].join('.'), message: 'is not a known field' }))
    : [{ path: names.join('.'), message }];
}
