import { expect, test } from 'vitest';
import { findRate, ratesOf } from './rates';

const rates = ratesOf([
  { currency: 'USD', date: '2026-11-20', rate: '0.93' },
  { currency: 'EUR', date: '2026-11-24', rate: null },
  { currency: 'USD', date: '2026-11-24', rate: '0.92' },
  { currency: 'USD', date: '2026-11-24', rate: '0.91' },
  { currency: 'HUF', date: '2026-11-24', rate: '0.0025' },
]);

test('the rate of the day is proposed before a later one', () =>
  expect(findRate(rates, 'USD', '2026-11-24')).toEqual({ currency: 'USD', date: '2026-11-24', rate: '0.92' }));

test('on another day the rate that was entered last is proposed, with its day', () =>
  expect(findRate(rates, 'USD', '2026-11-25')).toEqual({ currency: 'USD', date: '2026-11-20', rate: '0.93' }));

test('no rate is proposed for a currency without one', () => expect(findRate(rates, 'CHF', '2026-11-24')).toBeUndefined());
