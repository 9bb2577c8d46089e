import type { FastifyInstance } from 'fastify';
import { Problem } from '../errors/problems.js';

/** A string with the colon that makes it a key, or the start or end of an object. */
const KEYS_AND_OBJECTS = /("(?:[^"\\]|\\.)*")\s*(:)?|[{}]/g;

/**
 * Parses JSON bodies like Fastify does, and refuses ambiguous ones: of a duplicate key, JSON.parse would keep the last value and other
 * parsers the first. Fastify's own check refuses "constructor" without naming it; the strict schemas name it like any unknown field.
 */
export function parseJsonBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('ignore', 'ignore');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    void parse(request, body, (error, value) => {
      const problem = error ?? findAmbiguity(body);
      if (problem) done(problem);
      else done(null, value);
    });
  });
}

/** Scans JSON that has been parsed successfully. */
function findAmbiguity(json: string): Problem | undefined {
  const objects: Set<string>[] = [];
  for (const [token, text, colon] of json.matchAll(KEYS_AND_OBJECTS)) {
    if (token === '{') objects.push(new Set());
    else if (token === '}') objects.pop();
    else if (text && colon) {
      const key = (text.includes('\\') ? JSON.parse(text) : text.slice(1, -1)) as string;
      if (key === '__proto__') return new Problem('malformed', `The field "${key}" is not allowed. Leave it out.`);
      const keys = objects.at(-1)!;
      if (keys.has(key)) return new Problem('malformed', `The field "${key}" appears more than once in an object. Send it once.`);
      keys.add(key);
    }
  }
  return undefined;
}
