import { type OutputChunk, rolldown } from 'rolldown';
import { beforeAll, expect, test } from 'vitest';
import config from '../rolldown.config.js';

/** The chunks of the bundle, by file name. */
const chunks = new Map<string, OutputChunk>();

beforeAll(async () => {
  const bundle = await rolldown(config);
  const { output } = await bundle.generate({ format: 'esm' });
  for (const chunk of output) if (chunk.type === 'chunk') chunks.set(chunk.fileName, chunk);
  await bundle.close();
});

/** The npm packages in some chunks. */
const packagesIn = (some: Iterable<OutputChunk>): string[] =>
  [
    ...new Set(
      [...some].flatMap(({ moduleIds }) => moduleIds.flatMap((id) => /.*\/node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(id)?.[1] ?? [])),
    ),
  ].sort();

/** What Node loads before `serve` answers: a chunk with all that it imports statically. */
function loadedWith(source: string): OutputChunk[] {
  const loaded = new Set([...chunks.values()].filter(({ moduleIds }) => moduleIds.some((id) => id.endsWith(source))));
  expect(loaded.size).toBe(1);
  for (const chunk of loaded) for (const file of chunk.imports) if (chunks.has(file)) loaded.add(chunks.get(file)!);
  return [...loaded];
}

test('the API starts without the packages that only some processes need', () => {
  const packages = packagesIn(loadedWith('/src/serve.ts'));
  expect(packages).toContain('fastify');
  expect(packages.filter((name) => /^@(aws-sdk|nestjs\/swagger|opentelemetry|redis|smithy)/.test(name))).toEqual([]);
});

test('the bundle has the clients of Redis, Secrets Manager and SES, and no Swagger', () => {
  const packages = packagesIn(chunks.values());
  expect(packages).toEqual(expect.arrayContaining(['@aws-sdk/client-secrets-manager', '@aws-sdk/client-sesv2', '@redis/client']));
  expect(packages).not.toContain('@nestjs/swagger');
});

test('the API imports no node:http, which would load fetch', () => {
  const imports = loadedWith('/src/serve.ts').flatMap((chunk) => chunk.imports);
  expect(imports).toContain('node:crypto');
  expect(imports.filter((name) => /^(node:)?http$/.test(name))).toEqual([]);
});
