import { type FieldProblem, Problem } from '../errors/problems.js';

/** As Standard Schema has it; keys are zod's own, for fields that a schema does not know. */
interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
  keys?: string[];
}

/** The problem that a request is when its schema finds issues: each names its field. */
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
