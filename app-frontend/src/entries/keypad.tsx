import { decimalSeparator } from '@/money/money';
import { EraseIcon } from '@/ui/icons';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** A keypad for phones, which shows up faster than the keyboard. The form listens for its keys. */
export function Keypad({ locale }: { locale: string }) {
  const decimal = decimalSeparator(locale);
  return (
    <div role="group" aria-label="Keypad" className="grid grid-cols-3 gap-2 sm:hidden">
      {[...DIGITS, decimal, '0'].map((key) => (
        <button key={key} type="button" className="key" data-key={key} aria-label={key === decimal ? 'Decimal point' : undefined}>
          {key}
        </button>
      ))}
      <button type="button" className="key" data-key="erase" aria-label="Erase">
        <EraseIcon />
      </button>
    </div>
  );
}
