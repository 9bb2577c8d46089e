/** Money is a whole number of minor units: 12.50 EUR is 1250. It is never a fraction, and never goes through one. */
const AMOUNT = /^(\d+)(?:[.,](\d+))?$/;

/** How many digits a currency has behind the point: EUR 2, JPY 0, KWD 3. */
export function fractionDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** What somebody typed, as minor units; or a sentence that says what is wrong with it. */
export function parseAmount(text: string, currency: string): { minorUnits: number } | { error: string } {
  const [, whole, fraction = ''] = AMOUNT.exec(text.replace(/\s/g, '')) ?? [];
  if (whole === undefined) return { error: 'Amount has to be a number, as in 12.50.' };
  const digits = fractionDigits(currency);
  if (fraction.length > digits) return { error: `${currency} has ${digits === 0 ? 'no digits' : `at most ${digits} digits`} behind the point.` };
  const minorUnits = Number(whole + fraction.padEnd(digits, '0'));
  if (!Number.isSafeInteger(minorUnits)) return { error: 'Amount is too large.' };
  return minorUnits > 0 ? { minorUnits } : { error: 'Amount has to be more than 0.' };
}

/** For people: "€12.50". */
export function formatAmount(minorUnits: number, currency: string, locale: string): string {
  const digits = fractionDigits(currency);
  const text = String(minorUnits).padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(decimal as `${number}`);
}

/** What was spent, by currency; the currency with the largest count of entries first. */
export function totals(entries: { amount: number; currency: string }[]): { currency: string; amount: number }[] {
  const sums = new Map<string, { currency: string; amount: number; count: number }>();
  for (const { amount, currency } of entries) {
    const sum = sums.get(currency) ?? { currency, amount: 0, count: 0 };
    sums.set(currency, { currency, amount: sum.amount + amount, count: sum.count + 1 });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count).map(({ currency, amount }) => ({ currency, amount }));
}
