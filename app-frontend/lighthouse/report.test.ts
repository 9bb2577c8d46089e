import { describe, expect, test } from 'vitest';
import { BEGIN, END, type Measured, replaceGenerated, type Result, shortfalls, table } from './report';

describe('a shortfall', () => {
  test('names the page, the category, the score and the audits that cost points', () => {
    expect(shortfalls({ page: 'login', runs: [run(0.5), run(0.9), run(1)] })).toEqual([
      'login: performance is 90; it must be at least 95. Points lost: largest-contentful-paint 7.5 (2.9 s), total-blocking-time 2.5',
    ]);
  });

  test('of performance says that the machine is slow or busy', () => {
    expect(shortfalls({ page: 'login', runs: [run(0.9, 448.5)] })).toEqual([
      expect.stringContaining('Lighthouse rates this machine 449 of 1000: stop other programs'),
    ]);
  });

  test('is a median below 95, not one slow run', () => {
    expect(shortfalls({ page: 'login', runs: [run(0.5), run(0.95), run(0.96)] })).toEqual([]);
  });
});

describe('the table', () => {
  test('has the medians of each page, with a score below the goal in bold', () => {
    const times = [1, 30, 20].map((firstByte) => ({ firstByte, lastByte: firstByte + 5 }));
    expect(rows([{ page: 'login', runs: [run(0.5), run(0.9), run(1)], document: times, click: [] }])).toEqual([
      ['login', '**90**', '100', '100', '100', '2900', '150', '0.010', '20 / 25', '–'],
    ]);
  });

  test('replaces only the text between its own markers', () => {
    const other = '<!-- other -->\nkept\n<!-- end -->';
    expect(replaceGenerated(`${other}\n${BEGIN}\nold\n${END}\nafter`, 'new')).toBe(`${other}\n${BEGIN}\n\nnew\n\n${END}\nafter`);
    expect(() => replaceGenerated(other, 'new')).toThrow(BEGIN);
  });

  const rows = (pages: Measured[]) =>
    table(pages)
      .split('\n')
      .slice(2)
      .map((line) => line.slice(2, -2).split(' | '));
});

/** A run with a score for performance, of which one audit costs three times as much as the other. */
function run(performance: number, benchmarkIndex = 1000): Result {
  const full = { score: 1, auditRefs: [] };
  const refs = { 'largest-contentful-paint': 30, 'total-blocking-time': 30, 'cumulative-layout-shift': 40, 'unused-javascript': 0 };
  const lost = 1 - performance;
  return {
    lighthouseVersion: '1.0.0',
    environment: { benchmarkIndex },
    categories: {
      performance: { score: performance, auditRefs: Object.entries(refs).map(([id, weight]) => ({ id, weight })) },
      accessibility: full,
      'best-practices': full,
      seo: full,
    },
    audits: {
      'largest-contentful-paint': { score: 1 - (lost * 0.75) / 0.3, numericValue: 2900, displayValue: '2.9 s' },
      'total-blocking-time': { score: 1 - (lost * 0.25) / 0.3, numericValue: 150 },
      'cumulative-layout-shift': { score: 1, numericValue: 0.01 },
      'unused-javascript': { score: 0 },
    },
  };
}
