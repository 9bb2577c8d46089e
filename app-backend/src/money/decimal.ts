/** Arithmetic on decimals as text: no binary fraction ever stands for one. */

/** The same number, written one way: no leading or trailing zeros that say nothing. */
export function normalise(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = fraction.replace(/0+$/, '');
  return (whole.replace(/^0+(?=\d)/, '') || '0') + (digits && `.${digits}`);
}

/** Moves the point to the right, or with a negative number to the left. */
export function shift(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = `${'0'.repeat(Math.max(0, -places))}${whole}${fraction}${'0'.repeat(Math.max(0, places))}`;
  const point = Math.max(0, -places) + whole.length + places;
  return normalise(`${digits.slice(0, point)}.${digits.slice(point)}`);
}

/** A whole number times a decimal, to the nearest whole number; a half goes away from zero, as PostgreSQL's round(numeric) has it. */
export function multiply(amount: number, decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.split('.');
  const one = 10n ** BigInt(fraction.length);
  const product = BigInt(amount) * BigInt(whole + fraction);
  const magnitude = product < 0n ? -product : product;
  const rounded = (2n * magnitude + one) / (2n * one);
  return product < 0n ? -rounded : rounded;
}
