import { EraseIcon } from '@/ui/icons';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0'];

/** Returns the amount after a key press. It has at most one decimal point. */
export function press(amount: string, key: string): string {
  if (key === 'erase') return amount.slice(0, -1);
  if (key === '.') return amount.includes('.') ? amount : `${amount || '0'}.`;
  return amount === '0' ? key : amount + key;
}

/** A keypad for phones, which shows up faster than the keyboard. */
export function Keypad({ onKey }: { onKey: (key: string) => void }) {
  return (
    <div role="group" aria-label="Keypad" className="grid grid-cols-3 gap-2 sm:hidden">
      {KEYS.map((key) => (
        <button key={key} type="button" className="key" onClick={() => onKey(key)} aria-label={key === '.' ? 'Decimal point' : undefined}>
          {key}
        </button>
      ))}
      <button type="button" className="key" onClick={() => onKey('erase')} aria-label="Erase">
        <EraseIcon />
      </button>
    </div>
  );
}
