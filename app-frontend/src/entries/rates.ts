import type { NewTransaction } from '@/api/generated';

/** A rate that the person entered. */
export interface KnownRate {
  currency: string;
  date: string;
  rate: string;
}

/** Lists the last rate of each currency and day. The entries must be sorted latest first. */
export function ratesOf(entries: readonly Pick<NewTransaction, 'currency' | 'date' | 'rate'>[]): KnownRate[] {
  const rates = new Map<string, KnownRate>();
  for (const { currency, date, rate } of entries) {
    const key = `${currency} ${date}`;
    if (rate && !rates.has(key)) rates.set(key, { currency, date, rate });
  }
  return [...rates.values()];
}

/** Finds the rate of a currency to propose: the day's own, otherwise the one entered last. */
export const findRate = (rates: readonly KnownRate[], currency: string, date: string): KnownRate | undefined =>
  rates.find((known) => known.currency === currency && known.date === date) ?? rates.find((known) => known.currency === currency);
