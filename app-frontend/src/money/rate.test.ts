import { expect, test } from 'vitest';
import { rateBetween } from './rate';

test.each([
  [1250, 'USD', 1150, 'EUR', '0.92'],
  [1250, 'USD', 1153, 'EUR', '0.922'],
  [1000, 'JPY', 610, 'EUR', '0.0061'],
  [1250, 'EUR', 2043, 'JPY', '163.4'],
  [1000, 'KWD', 301, 'EUR', '3.01'],
  [1, 'USD', 1, 'EUR', '1'],
  [3, 'USD', 1, 'EUR', '0.3'],
])('%d minor units of %s that came to %d of %s have the rate %s', (amount, currency, homeAmount, home, rate) =>
  expect(rateBetween(amount, currency, homeAmount, home)).toBe(rate),
);

test('an amount needs a rate of at most ten digits before and after the point', () => {
  expect(rateBetween(9_999_999_999_999, 'USD', 9_999_999_999_998, 'EUR')).toBeUndefined();
  expect(rateBetween(10_000_000_000_000, 'IDR', 1, 'EUR')).toBeUndefined();
  expect(rateBetween(1, 'JPY', 10_000_000_000_000, 'KWD')).toBeUndefined();
  expect(rateBetween(1, 'JPY', 1_000_000_000_000, 'KWD')).toBe('1000000000');
});

test('the API converts each amount at its rate to exactly the amount on the statement', () => {
  // As PostgreSQL and the API round: half away from zero.
  const convert = (amount: number, rate: string) => {
    const [whole = '', fraction = ''] = rate.split('.');
    const one = 10n ** BigInt(fraction.length);
    return (2n * BigInt(amount) * BigInt(whole + fraction) + one) / (2n * one);
  };
  for (let amount = 1; amount < 5_000; amount += 7)
    for (const homeAmount of [1, 99, 4_711, 123_456]) {
      const rate = rateBetween(amount, 'USD', homeAmount, 'EUR')!;
      expect(rate).toMatch(/^\d{1,10}(\.\d{1,10})?$/);
      expect(convert(amount, rate)).toBe(BigInt(homeAmount));
    }
});
