import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '../../test/test-database.js';
import { connect, type Database } from '../database/database.js';
import { currencies, fractionDigits } from './currency.js';
import { multiply, normalise, shift } from './decimal.js';
import { homeAmount, rate, toMajorRate, toMinorRate } from './rate.js';
import { toSafeNumber } from './sums.js';

const aCurrency = fc.constantFrom(...currencies.map(({ code }) => code));
const aRate = fc
  .tuple(fc.bigInt({ min: 0n, max: 9_999_999_999n }), fc.stringMatching(/^[0-9]{0,10}$/))
  .map(([whole, fraction]) => normalise(`${whole}.${fraction}`))
  .filter((decimal) => decimal !== '0');
const anAmount = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

describe('money', () => {
  test.each([
    ['EUR', 2],
    ['JPY', 0],
    ['KWD', 3],
    ['CLF', 4],
    ['HUF', 2],
  ])('the minor unit of %s has %d decimal places, as in ISO 4217', (code, digits) => {
    expect(fractionDigits(code)).toBe(digits);
  });

  test.each([
    [1000, 'USD', '0.92', 'EUR', 920n],
    [1000, 'JPY', '0.0061', 'EUR', 610n],
    [1250, 'EUR', '163.4', 'JPY', 2043n],
    [1000, 'KWD', '3.01', 'EUR', 301n],
    [1, 'USD', '0.5', 'EUR', 1n],
    [1, 'USD', '0.4999999999', 'EUR', 0n],
  ])('%d minor units of %s at rate %s convert to %s', (amount, from, major, home, expected) => {
    expect(homeAmount(amount, from, toMinorRate(major, from, home), home)).toBe(expected);
  });

  test('the home currency needs no rate, and other currencies do not convert without one', () => {
    expect(homeAmount(1250, 'EUR', null, 'EUR')).toBe(1250n);
    expect(homeAmount(1250, 'USD', null, 'EUR')).toBeNull();
  });

  test('a rate survives the conversion to minor units and back', () => {
    fc.assert(
      fc.property(aRate, aCurrency, aCurrency, (given, from, home) => toMajorRate(toMinorRate(given, from, home), from, home) === given),
    );
  });

  test('shifting the decimal point is reversible', () => {
    fc.assert(fc.property(aRate, fc.integer({ min: -6, max: 6 }), (decimal, places) => shift(shift(decimal, places), -places) === decimal));
  });

  test('a product is off by at most half a unit and grows with the amount', () => {
    fc.assert(
      fc.property(anAmount, aRate, (amount, factor) => {
        const [whole, fraction = ''] = factor.split('.');
        const one = 10n ** BigInt(fraction.length);
        const off = multiply(amount, factor) * one - BigInt(amount) * BigInt(whole + fraction);
        return 2n * (off < 0n ? -off : off) <= one && multiply(amount, factor) >= multiply(amount - 1, factor);
      }),
    );
  });

  test('negative amounts are rounded symmetrically', () => {
    fc.assert(fc.property(anAmount, aRate, (amount, factor) => multiply(-amount, factor) === -multiply(amount, factor)));
  });

  test('rates are validated and normalised', () => {
    expect(rate.parse('0001.2300')).toBe('1.23');
    for (const bad of ['0', '0.000', '-1', '1,5', '1e5', '.5', '5.', '12345678901', '1.12345678901', ''])
      expect(rate.safeParse(bad).success, bad).toBe(false);
  });

  test('a sum beyond the safe integers is rejected', () => {
    expect(toSafeNumber('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => toSafeNumber('9007199254740992')).toThrow(/The sum is too large to show/);
    expect(() => toSafeNumber('-9007199254740992')).toThrow(/The sum is too large to show/);
  });
});

describe('PostgreSQL', () => {
  let database: Database;
  beforeAll(async () => {
    database = connect(await createTestDatabase());
  });
  afterAll(() => database.destroy());

  test('rounds like the API, so that a total is the sum of its parts', async () => {
    const half = fc.tuple(
      fc.integer({ min: 1, max: 1_000_000 }).map((n) => 2 * n - 1),
      fc.constant('0.5'),
    );
    const cases = fc.sample(fc.oneof(fc.tuple(anAmount, aRate), half), 500);
    const { rows } = await sql<{ product: string }>`
      select round(amount * rate)::text as product
      from unnest(${cases.map(([amount]) => amount)}::bigint[], ${cases.map(([, factor]) => factor)}::numeric[])
        with ordinality as given (amount, rate, place)
      order by place
    `.execute(database);
    expect(rows.map(({ product }) => BigInt(product))).toEqual(cases.map(([amount, factor]) => multiply(amount, factor)));
  });
});
