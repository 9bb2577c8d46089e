import type { Account, Category } from '@/api/generated';
import { nameOf } from './entry-text';
import type { Pair } from './usual-pairs';

/** As many as are seen without swiping. */
const SHOWN = 3;

interface PairChoiceProps {
  /** The most used first. */
  pairs: readonly Pair[];
  categories: readonly Category[];
  accounts: readonly Account[];
  isChosen: (pair: Pair) => boolean;
  onChoose: (pair: Pair) => void;
}

/** On phones, chooses with one tap a category and an account that are often used together. */
export function PairChoice({ pairs, categories, accounts, isChosen, onChoose }: PairChoiceProps) {
  const known = pairs.flatMap((pair) => {
    const category = nameOf(categories, pair.categoryId);
    const account = pair.accountId === null ? 'No account' : nameOf(accounts, pair.accountId);
    return category && account ? [{ pair, category, account }] : [];
  });
  if (known.length === 0) return null;
  return (
    <div role="group" aria-label="Often used together" className="grid grid-cols-3 gap-2 sm:hidden">
      {known.slice(0, SHOWN).map(({ pair, category, account }) => (
        <button
          key={`${pair.categoryId} ${pair.accountId}`}
          type="button"
          className="pair"
          aria-pressed={isChosen(pair)}
          onClick={() => onChoose(pair)}
        >
          <span className="block w-full truncate font-medium">{category}</span>
          <span className="block w-full truncate text-xs text-faint">{account}</span>
        </button>
      ))}
    </div>
  );
}
