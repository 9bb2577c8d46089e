'use client';

import type { Transaction } from '@/api/generated';
import { formatShortDay } from '@/days/day';
import type { Choices } from '@/entries/choices';
import { amountOf, nameOf, titleOf } from '@/entries/entry-text';
import { Dot } from '@/ui/dot';

interface TransactionRowProps {
  transaction: Transaction;
  choices: Choices;
  locale: string;
  isSelected: boolean;
  onSelect: () => void;
  onEdit: () => void;
}

/** A table row, shown as a list item on phones. The explicit roles keep it a table for screen readers. */
export function TransactionRow({ transaction, choices, locale, isSelected, onSelect, onEdit }: TransactionRowProps) {
  const title = titleOf(transaction, choices);
  const category = choices.categories.find(({ id }) => id === transaction.categoryId);
  const [from, to] = [nameOf(choices.accounts, transaction.accountId), nameOf(choices.accounts, transaction.toAccountId)];
  const account = to ? `${from} → ${to}` : from;
  const details = [transaction.note === title ? null : transaction.note, ...transaction.tags.map((tag) => `#${tag}`)]
    .filter(Boolean)
    .join(' · ');
  return (
    <tr role="row" data-row={transaction.id} className={`${ROW} ${isSelected ? 'bg-accent-paper' : ''}`}>
      <td role="cell" className="w-11">
        <label className="flex size-11 cursor-pointer items-center justify-center">
          <input
            type="checkbox"
            className="size-4.5 accent-accent"
            checked={isSelected}
            onChange={onSelect}
            aria-label={`Select ${title}`}
          />
        </label>
      </td>
      <td role="cell" className="pr-3 text-sm text-faint max-sm:hidden">
        {formatShortDay(transaction.date, locale)}
      </td>
      <th role="rowheader" scope="row" className="min-w-0 text-left font-medium">
        <button
          type="button"
          data-edit
          className="flex min-h-12 w-full min-w-0 cursor-pointer flex-col justify-center py-1.5 text-left"
          onClick={onEdit}
        >
          <span className="w-full truncate">{title}</span>
          {details && <span className="w-full truncate text-sm font-normal text-faint max-sm:hidden">{details}</span>}
          <span className="flex w-full min-w-0 items-center gap-1.5 text-sm font-normal text-faint sm:hidden">
            {category && <Dot colour={category.colour} />}
            <span className="truncate">{[category?.name, account, details].filter(Boolean).join(' · ')}</span>
          </span>
        </button>
      </th>
      <td role="cell" className="px-3 text-sm max-sm:hidden">
        {category && (
          <span className="flex min-w-0 items-center gap-2">
            <Dot colour={category.colour} />
            <span className="truncate">{category.name}</span>
          </span>
        )}
      </td>
      <td role="cell" className="px-3 text-sm text-faint max-md:hidden">
        <span className="line-clamp-3 wrap-anywhere">{account}</span>
      </td>
      <td
        role="cell"
        className={`pr-4 pl-2 text-right font-medium tabular-nums max-sm:whitespace-nowrap sm:wrap-anywhere ${COLOURS[transaction.kind]}`}
      >
        {amountOf(transaction, locale)}
      </td>
    </tr>
  );
}

const ROW =
  'group border-t border-line focus-within:bg-raised hover:bg-raised ' +
  'max-sm:grid max-sm:grid-cols-[2.75rem_minmax(0,1fr)_auto] max-sm:items-center';

const COLOURS = { expense: '', income: 'text-accent', transfer: 'text-faint' };
