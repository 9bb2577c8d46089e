import type { Transaction } from '@/api/generated';
import { formatDay } from '@/days/day';
import { Dot } from '@/ui/dot';
import { CloseIcon } from '@/ui/icons';
import type { Choices } from './choices';
import { amountOf, nameOf, titleOf } from './entry-text';

interface LatestEntriesProps {
  entries: (Transaction & { isSaving?: boolean })[];
  choices: Choices;
  locale: string;
  onRemove: (entry: Transaction) => void;
}

/** The latest entries, grouped by day, newest first. */
export function LatestEntries({ entries, choices, locale, onRemove }: LatestEntriesProps) {
  const days = [...new Set(entries.map(({ date }) => date))];
  return (
    <div className="card py-2">
      {days.map((day) => (
        <section key={day}>
          <h3 className="px-4 pt-3 pb-1 text-xs font-medium text-faint sm:px-5">{formatDay(day, locale)}</h3>
          <ul>
            {entries
              .filter(({ date }) => date === day)
              .map((entry) => (
                <LatestEntry key={entry.id} {...{ entry, choices, locale, onRemove }} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function LatestEntry({
  entry,
  choices,
  locale,
  onRemove,
}: Omit<LatestEntriesProps, 'entries'> & { entry: LatestEntriesProps['entries'][number] }) {
  const title = titleOf(entry, choices);
  const category = choices.categories.find(({ id }) => id === entry.categoryId);
  const details = [category?.name, nameOf(choices.accounts, entry.accountId), ...entry.tags.map((tag) => `#${tag}`)].filter(
    (detail) => detail && detail !== title,
  );
  return (
    <li className={`flex min-h-14 items-center gap-3 pr-2 pl-4 sm:pl-5 ${entry.isSaving ? 'opacity-60' : ''}`}>
      <Dot colour={category?.colour} />
      <div className="min-w-0 flex-1 py-1.5">
        <p className="truncate font-medium">{title}</p>
        <p className="truncate text-sm text-faint">{entry.isSaving ? 'Saving …' : details.join(' · ')}</p>
      </div>
      <p className={`text-right font-medium wrap-anywhere tabular-nums ${COLOURS[entry.kind]}`}>{amountOf(entry, locale)}</p>
      <button
        type="button"
        className="button button-quiet w-11 px-0"
        aria-label={`Delete ${title}`}
        disabled={entry.isSaving}
        onClick={() => onRemove(entry)}
      >
        <CloseIcon />
      </button>
    </li>
  );
}

const COLOURS = { expense: '', income: 'text-accent', transfer: 'text-faint' };
