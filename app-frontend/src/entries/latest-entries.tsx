import type { Transaction } from '@/api/generated';
import { formatDay } from '@/days/day';
import { focusNeighbour } from '@/ui/focus';
import { Dot } from '@/ui/dot';
import { CloseIcon } from '@/ui/icons';
import type { Choices } from './choices';
import { amountOf, nameOf, titleOf } from './entry-text';

type Listed = Transaction & { isSaving?: boolean };

interface LatestEntriesProps {
  entries: Listed[];
  choices: Choices;
  locale: string;
  /** The entry that was added last on this page. */
  added: string | undefined;
  onRemove: (entry: Transaction) => void;
}

/** The latest entries by the time of entry. Those of a day that follow each other share its heading. */
export function LatestEntries({ entries, ...props }: LatestEntriesProps) {
  const groups = entries.reduce<Listed[][]>((found, entry) => {
    const last = found.at(-1);
    if (last?.[0]!.date !== entry.date) return [...found, [entry]];
    return [...found.slice(0, -1), [...last, entry]];
  }, []);
  return (
    <div className="card py-2">
      {groups.map((group, index) => (
        <section key={`${index} ${group[0]!.date}`}>
          <h3 className="px-4 pt-3 pb-1 text-xs font-medium text-faint sm:px-5">{formatDay(group[0]!.date, props.locale)}</h3>
          <ul>
            {group.map((each) => (
              <LatestEntry key={each.id} entry={each} {...props} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function LatestEntry({ entry, choices, locale, added, onRemove }: Omit<LatestEntriesProps, 'entries'> & { entry: Listed }) {
  const title = titleOf(entry, choices);
  const isAdded = entry.id === added;
  const category = choices.categories.find(({ id }) => id === entry.categoryId);
  const details = [category?.name, nameOf(choices.accounts, entry.accountId), ...entry.tags.map((tag) => `#${tag}`)].filter(
    (detail) => detail && detail !== title,
  );
  return (
    <li
      // Clear of the tabs and the notice.
      className="flex min-h-14 scroll-mb-34 items-center gap-3 pr-2 pl-4 data-added:bg-accent-paper data-saving:opacity-60 sm:pl-5"
      data-saving={entry.isSaving}
      data-added={isAdded || undefined}
    >
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
        data-delete
        onClick={({ currentTarget }) => {
          focusNeighbour(currentTarget, '[data-delete]:enabled');
          onRemove(entry);
        }}
      >
        <CloseIcon />
      </button>
    </li>
  );
}

const COLOURS = { expense: '', income: 'text-accent', transfer: 'text-faint' };
