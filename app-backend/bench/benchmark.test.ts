import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { difference } from './equal-answers.js';
import { growthTable } from './growth-table.js';
import { checkAnswers, failureOf, type Sample } from './measure.js';
import type { Operation } from './operations.js';
import { BEGIN, END, replaceGenerated, table } from './report.js';
import type { Name, Server } from './servers.js';
import { median, pairedRatios, quantile } from './statistics.js';

const sample = (perSecond: number, p99Ms = 10): Sample => ({ perSecond, p50Ms: 5, p99Ms, apiMs: 1.25, postgresMs: 0.5 });

describe('statistics', () => {
  test('the median of an even number of values lies between the middle ones', () => {
    expect(median([9, 1, 3, 5])).toBe(4);
    expect(median([10, 9, 100])).toBe(10);
    expect(quantile([1, 2, 3, 4, 5], 0.25)).toBe(2);
    expect(() => median([])).toThrow('no values');
  });

  test('each value is divided by the one of the same round', () => {
    expect(pairedRatios([100, 300, 20], [50, 100, 40])).toEqual([2, 3, 0.5]);
    expect(() => pairedRatios([1, 2], [1])).toThrow('no pairs');
  });
});

describe('the table', () => {
  test('a ratio is the median of the ratios, not the ratio of the medians', () => {
    const samples = {
      ours: [sample(100), sample(300), sample(900)],
      usual: [sample(10), sample(300), sample(100)],
      ceiling: [sample(200), sample(200), sample(300)],
    };
    const row = rows([{ name: 'list', title: 'list', samples }]).at(-1)!;
    expect(row[1]).toBe('300 / 100 / 200');
    expect(row[2]).toBe('**9.00** (5.00–9.50); goal at least 3: met');
    expect(row[3]).toBe('**1.50** (1.00–2.25); goal at least 0.75: met');
    expect(row[7]).toBe('1.25 / 1.25 / 1.25');
  });

  test('a missed goal is reported', () => {
    const samples = { ours: [sample(299, 21)], usual: [sample(100)], ceiling: [sample(500, 10)] };
    const row = rows([{ name: 'list', title: 'list', samples }]).at(-1)!;
    expect(row[2]).toContain('**2.99** (2.99–2.99); goal at least 3: **missed**');
    expect(row[3]).toContain('goal at least 0.75: **missed**');
    expect(row[6]).toContain('**2.10** (2.10–2.10); goal at most 2: **missed**');
  });

  test('what a machine cannot measure is not a number', () => {
    const unknown = { ...sample(1), apiMs: undefined };
    const samples = { ours: [unknown], usual: [unknown], ceiling: [unknown] };
    const [measured, missing] = rows([
      { name: 'list', title: 'list', samples },
      { name: 'cold', title: 'cold', samples: undefined },
    ]).slice(2);
    expect(measured![7]).toBe('not measured');
    expect(missing![1]).toBe('not measured');
  });

  test('only the text between the markers is replaced', () => {
    const other = `<!-- other -->\nkept\n${END}`;
    expect(replaceGenerated(`before\n${other}\n${BEGIN}\nold\n${END}\n${other}\nafter`, BEGIN, 'new')).toBe(
      `before\n${other}\n${BEGIN}\n\nnew\n\n${END}\n${other}\nafter`,
    );
    expect(() => replaceGenerated('no markers', BEGIN, 'new')).toThrow(BEGIN);
  });

  const rows = (measured: Parameters<typeof table>[0]) =>
    table(measured)
      .split('\n')
      .map((line) =>
        line
          .slice(1, -1)
          .split('|')
          .map((cell) => cell.trim()),
      );
});

test('slow reads, and those that grow, are bold', () => {
  const column = (title: string, ...medians: number[]) => ({
    title,
    results: new Map(medians.map((ms, index) => [`read ${index}`, { ms, isRefused: false }])),
  });
  expect(growthTable([column('few', 2, 8, 30, 60), column('many', 9, 17, 59, 61)]).split('\n')).toEqual([
    '| read, ms | few | many |',
    '| --- | --- | --- |',
    '| read 0 | 2.0 | 9.0 |',
    '| read 1 | 8.0 | **17** |',
    '| read 2 | 30 | **59** |',
    '| read 3 | **60** | **61** |',
  ]);
});

test('reads that are refused are named', () => {
  const column = (title: string, ms: number, isRefused: boolean) => ({ title, results: new Map([['read', { ms, isRefused }]]) });
  expect(
    growthTable([column('few', 5, false), column('many', 2, true), column('most', 60, true)])
      .split('\n')
      .at(-1),
  ).toBe('| read | 5.0 | 2.0, refused | **60**, refused |');
});

describe('equal answers', () => {
  test('the first field that differs is named', () => {
    const page = { status: 200, body: { items: [{ id: 'a', amount: 1250, note: null }] } };
    const change = (field: object) => ({ status: 200, body: { items: [{ ...page.body.items[0], ...field }] } });
    expect(difference(page, change({}))).toBeUndefined();
    expect(difference(page, change({ amount: '1250' }))).toBe('body.items.0.amount is "1250" instead of 1250');
    expect(difference(page, change({ note: undefined }))).toBe('body.items.0.note is missing instead of null');
    expect(difference(page, change({ extra: 1 }))).toBe('body.items.0.extra is 1 instead of missing');
    expect(difference(page, { ...page, status: 201 })).toBe('status is 201 instead of 200');
    expect(difference([], {})).toBe(' is {} instead of []');
  });

  test('an ignored field may have another value, not another type', () => {
    expect(difference({ id: 'a' }, { id: 'b' }, ['id'])).toBeUndefined();
    expect(difference({ id: 'a' }, { id: 1 }, ['id'])).toBe('id is 1 instead of a string');
    expect(difference({ id: 'a' }, {}, ['id'])).toBe('id is missing instead of a string');
  });

  test('a server with an unequal answer is refused, with the field', async () => {
    const operation: Operation = { name: 'list', title: 'list', requests: [{ method: 'GET', path: '/v1/transactions', headers: {} }] };
    const servers = [await answering('ours', { total: 1 }), await answering('usual', { total: 2 })];
    await expect(checkAnswers(operation, servers)).rejects.toThrow(
      'the answer of "usual" differs from "ours": body.total is 2 instead of 1',
    );
    await expect(checkAnswers(operation, [servers[0]!, servers[0]!])).resolves.toBeUndefined();
  });
});

describe('failures', () => {
  test('an error, a refusal and silence count as failures', () => {
    expect(failureOf({ answers: 7, errors: 0, statuses: { 200: 5, 201: 2 } })).toBeUndefined();
    expect(failureOf({ answers: 7, errors: 1, statuses: { 200: 7 } })).toBe('1 requests got no answer.');
    expect(failureOf({ answers: 7, errors: 0, statuses: { 200: 4, 503: 3 } })).toBe('3 of 7 requests were answered with 503.');
    expect(failureOf({ answers: 7, errors: 0, statuses: { 302: 7 } })).toBe('7 of 7 requests were answered with 302.');
    expect(failureOf({ answers: 0, errors: 0, statuses: {} })).toBe('No request was answered.');
  });
});

test('the servers have the versions of the packages that the API has', () => {
  const read = (folder: string) =>
    (JSON.parse(readFileSync(join(import.meta.dirname, folder, 'package.json'), 'utf8')) as { dependencies: Record<string, string> })
      .dependencies;
  const api = read('..');
  const shared = Object.entries(read('.')).filter(([name]) => name in api);
  expect(shared.length).toBeGreaterThan(0);
  expect(Object.fromEntries(shared)).toEqual(Object.fromEntries(shared.map(([name]) => [name, api[name]])));
});

/** A server that gives every request the same answer. */
async function answering(name: Name, body: object): Promise<Server> {
  const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {
    name,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    pid: 0,
    startMs: 0,
    startCpuMs: 0,
    exit: Promise.resolve(0),
    stop: async () => undefined,
  };
}
