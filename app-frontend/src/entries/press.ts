/** Returns the amount after a key press. It has at most one decimal point. */
export function press(amount: string, key: string): string {
  if (key === 'erase') return amount.slice(0, -1);
  if (!/\d/.test(key)) return amount.includes(key) ? amount : `${amount || '0'}${key}`;
  return amount === '0' ? key : amount + key;
}
