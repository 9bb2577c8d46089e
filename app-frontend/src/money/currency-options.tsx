import { currencyOptions } from './currencies';

/** Options for a currency select: every currency, by code and name. */
export function CurrencyOptions({ used }: { used: string[] }) {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  const { first, others } = currencyOptions(used);
  // Browsers of another age than the server may name a currency otherwise. A narrow select shows the code only, up to the wide space.
  const options = (codes: string[]) =>
    codes.map((code) => (
      <option key={code} value={code} suppressHydrationWarning>
        {`${code}\u2003${names.of(code)}`}
      </option>
    ));
  return (
    <>
      <optgroup label="Common">{options(first)}</optgroup>
      <optgroup label="Others">{options(others)}</optgroup>
    </>
  );
}
