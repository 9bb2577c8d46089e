// Arithmetic on decimals as strings, since binary fractions are inexact.

/** Removes leading and trailing zeros. */
export function normalise(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = fraction.replace(/0+$/, '');
  return (whole.replace(/^0+(?=\d)/, '') || '0') + (digits && `.${digits}`);
}

/** Moves the decimal point to the right, or to the left for a negative number. */
export function shift(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = `${'0'.repeat(Math.max(0, -places))}${whole}${fraction}${'0'.repeat(Math.max(0, places))}`;
  const point = Math.max(0, -places) + whole.length + places;
  return normalise(`${digits.slice(0, point)}.${digits.slice(point)}`);
}

/** Multiplies and rounds half away from zero, like PostgreSQL's round(numeric). */
export function multiply(amount: number, decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  const one = 10n ** BigInt(fraction.length);
  const product = BigInt(amount) * BigInt(whole + fraction);
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + one) / (2n * one);
  return product < 0n ? -rounded : rounded;
}
