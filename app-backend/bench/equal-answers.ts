/** A request's answer, as far as clients depend on it. */
export interface Answer {
  status: number;
  contentType: string;
  body: unknown;
}

/** Names the first field in which two answers differ, or returns undefined. `ignored` fields only need the same type. */
export function difference(expected: unknown, actual: unknown, ignored: readonly string[] = [], path = ''): string | undefined {
  if (isObject(expected) && isObject(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const field = path ? `${path}.${key}` : key;
      const found = ignored.includes(key)
        ? differenceOfType(expected[key], actual[key], field)
        : difference(expected[key], actual[key], ignored, field);
      if (found) return found;
    }
    return undefined;
  }
  return Object.is(expected, actual) ? undefined : `${path} is ${show(actual)} instead of ${show(expected)}`;
}

const differenceOfType = (expected: unknown, actual: unknown, field: string): string | undefined =>
  typeof expected === typeof actual ? undefined : `${field} is ${show(actual)} instead of a ${typeof expected}`;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const show = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value));
