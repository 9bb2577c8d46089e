import { decimalSeparator } from '@/money/money';
import { EraseIcon } from '@/ui/icons';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Returns the amount after a key press. It has at most one decimal point. */
export function press(amount: string, key: string): string {
  if (key === 'erase') return amount.slice(0, -1);
  if (!/\d/.test(key)) return amount.includes(key) ? amount : `${amount || '0'}${key}`;
  return amount === '0' ? key : amount + key;
}

/** A keypad for phones, which shows up faster than the keyboard. */
export function Keypad({ onKey, locale }: { onKey: (key: string) => void; locale: string }) {
  const decimal = decimalSeparator(locale);
  return (
    <div role="group" aria-label="Keypad" className="grid grid-cols-3 gap-2 sm:hidden">
      {[...DIGITS, decimal, '0'].map((key) => (
        <button
          key={key}
          type="button"
          className="key"
          onClick={() => onKey(key)}
          aria-label={key === decimal ? 'Decimal point' : undefined}
        >
          {key}
        </button>
      ))}
      <button type="button" className="key" onClick={() => onKey('erase')} aria-label="Erase">
        <EraseIcon />
      </button>
    </div>
  );
}
