'use client';

import { useRouter } from 'next/navigation';
import { Fragment, lazy, type ReactNode, useEffect, useLayoutEffect, useRef, useState, useTransition } from 'react';
import type { BulkEdit, Transaction } from '@/api/generated';
import { formatDay } from '@/days/day';
import type { Choices } from '@/entries/choices';
import { titleOf } from '@/entries/entry-text';
import type { Outcome, Write } from '@/entries/outcome';
import { send } from '@/entries/send';
import { focusContent } from '@/ui/focus';
import { mayLeave } from '@/ui/leaving';
import { loadPart } from '@/ui/load-part';
import { announce } from '@/ui/notices';
import type { Notice } from '@/ui/toast';
import { BulkBar } from './bulk-bar';
import { bulkProblem } from './bulk-problem';
import { EDITED } from './edited';
import { ShortcutHelp } from './shortcut-help';
import { TransactionRow } from './transaction-row';
import { useShortcuts } from './shortcuts';

/** Loaded when the table is pointed at or gets the focus, before an entry is edited. */
const importEditForm = () => import('./edit-form');
const loadEditForm = () => void importEditForm().catch(() => undefined);
const EditForm = lazy(() => loadPart(importEditForm));

interface TransactionsTableProps {
  transactions: Transaction[];
  choices: Choices;
  locale: string;
  person: string;
  /** Whether the list is sorted by day and gets day headings. */
  groupByDay: boolean;
  /** Shown when there are no transactions. */
  empty: ReactNode;
}

export function TransactionsTable({ transactions, choices, locale, person, groupByDay, empty }: TransactionsTableProps) {
  const router = useRouter();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [editing, setEditing] = useState<string>();
  const [written, setWritten] = useState<Notice>();
  const [pending, startTransition] = useTransition();
  const table = useRef<HTMLTableElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const chosen = transactions.filter(({ id }) => selected.has(id));

  const write = (change: Write, done: Notice, titles?: string[]) => {
    announce(undefined);
    startTransition(async () => {
      const outcome: Outcome = await send(change, person);
      startTransition(() => {
        // Signed out, a refresh would leave the page, and what is edited on it.
        if ('done' in outcome || !outcome.isSignedOut) router.refresh();
        if (!('done' in outcome)) return setWritten({ text: (titles && bulkProblem(outcome.errors, titles)) ?? outcome.message });
        setSelected(new Set());
        // Another entry that is being edited stays open.
        if (change.type === 'remove') setEditing((id) => (id && change.ids.includes(id) ? undefined : id));
        setWritten(done);
      });
    });
  };

  const change = (values: BulkEdit['change']) => {
    if (Object.keys(values).length === 0)
      return announce({ text: 'Choose a category, an account or tags for the selected entries first.' });
    write(
      { type: 'change-all', ids: chosen.map(({ id }) => id), change: values },
      { text: `Changed ${entryCount(chosen)}` },
      chosen.map((entry) => titleOf(entry, choices)),
    );
  };

  const remove = (removed: Transaction[]) => {
    const description = removed.length === 1 ? titleOf(removed[0]!, choices) : entryCount(removed);
    const ids = removed.map(({ id }) => id);
    const undo = () => write({ type: 'restore', ids }, { text: `Restored ${description}` });
    write({ type: 'remove', ids }, { text: `Deleted ${description}`, action: { label: 'Undo', run: undo } });
  };

  // Once the list shows it: the form or the bar that had the focus may have vanished.
  useEffect(() => {
    if (!written) return;
    announce(written);
    if (document.activeElement === document.body) focusContent();
  }, [written]);

  // Closing the form returns the focus to its row.
  const lastEdited = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (lastEdited.current && !editing)
      table.current?.querySelector<HTMLElement>(`[data-row="${lastEdited.current}"] [data-edit]`)?.focus();
    lastEdited.current = editing;
  }, [editing]);

  const toggle = (id: string) =>
    setSelected((ids) => (ids.has(id) ? new Set([...ids].filter((other) => other !== id)) : new Set([...ids, id])));

  const rows = () => [...(table.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const current = () => rows().findIndex((row) => row.contains(document.activeElement));
  const moveFocus = (steps: number) => {
    const all = rows();
    all[Math.min(Math.max(current() + steps, 0), all.length - 1)]?.querySelector<HTMLElement>('[data-edit]')?.focus();
  };
  const clickInRow = (selector: string) => rows()[current()]?.querySelector<HTMLElement>(selector)?.click();

  const showHelp = () => help.current?.showModal();
  useShortcuts({
    '?': showHelp,
    // A key that leaves the row would drop what was edited in it.
    ...(!editing && {
      '/': () => document.querySelector<HTMLElement>('input[type="search"]')?.focus(),
      n: () => router.push('/'),
      j: () => moveFocus(1),
      k: () => moveFocus(-1),
      e: () => clickInRow('[data-edit]'),
      x: () => clickInRow('input[type="checkbox"]'),
    }),
  });

  return (
    <div className="space-y-3">
      {transactions.length === 0 && empty}
      <div className="card overflow-clip" aria-busy={pending} hidden={transactions.length === 0}>
        <table ref={table} role="table" onFocus={loadEditForm} onPointerEnter={loadEditForm} className="w-full max-sm:block sm:table-fixed">
          <caption className="sr-only">Transactions</caption>
          <thead role="rowgroup" className="max-sm:block">
            <tr role="row" className="text-left text-xs text-faint max-sm:block">
              <td role="cell" className="w-11 max-sm:inline-block max-sm:w-auto">
                <label className="flex h-11 cursor-pointer items-center max-sm:pr-4 sm:justify-center">
                  <input
                    type="checkbox"
                    className="size-4.5 accent-accent max-sm:mx-3.25"
                    checked={chosen.length === transactions.length}
                    onChange={() =>
                      setSelected(chosen.length === transactions.length ? new Set() : new Set(transactions.map(({ id }) => id)))
                    }
                    aria-label="Select all on this page"
                  />
                  <span aria-hidden="true" className="text-sm sm:hidden">
                    Select all
                  </span>
                </label>
              </td>
              {['Date', 'Payee', 'Category', 'Account', 'Amount'].map((name) => (
                <th key={name} role="columnheader" scope="col" className={`font-medium max-sm:sr-only ${COLUMNS[name] ?? ''}`}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup" className="max-sm:block">
            {transactions.map((transaction, index) => (
              <Fragment key={transaction.id}>
                {groupByDay && transaction.date !== transactions[index - 1]?.date && (
                  <tr role="row" className="block border-t border-line bg-paper px-4 py-2 text-xs font-medium text-faint sm:hidden">
                    <th role="rowheader" className="font-medium" colSpan={6}>
                      {formatDay(transaction.date, locale)}
                    </th>
                  </tr>
                )}
                {editing === transaction.id ? (
                  <tr role="row" className="border-t border-line bg-raised/50 max-sm:block">
                    <td role="cell" colSpan={6} className="max-sm:block">
                      <EditForm
                        transaction={transaction}
                        choices={choices}
                        person={person}
                        onDone={() => setEditing(undefined)}
                        onRemove={() => remove([transaction])}
                      />
                    </td>
                  </tr>
                ) : (
                  <TransactionRow
                    {...{ transaction, choices, locale }}
                    isSelected={selected.has(transaction.id)}
                    onSelect={() => toggle(transaction.id)}
                    // In a transition, so that the row stays until the form that replaces it is loaded.
                    onEdit={() => mayLeave(EDITED) && startTransition(() => setEditing(transaction.id))}
                  />
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {chosen.length > 0 && (
        <BulkBar
          count={chosen.length}
          choices={choices}
          pending={pending}
          onChange={change}
          onRemove={() => (!chosen.some(({ id }) => id === editing) || mayLeave(EDITED)) && remove(chosen)}
          onClear={() => setSelected(new Set())}
        />
      )}
      {transactions.length > 0 && (
        <button type="button" className="button button-quiet -ml-4 max-sm:hidden" onClick={showHelp}>
          Keyboard shortcuts
        </button>
      )}
      <ShortcutHelp ref={help} />
    </div>
  );
}

const entryCount = ({ length }: Transaction[]): string => (length === 1 ? '1 entry' : `${length} entries`);

/** Widths, padding and alignment of the columns. */
const COLUMNS: Record<string, string> = {
  Date: 'w-[16%] lg:w-[13%]',
  Category: 'w-[18%] px-3 lg:w-[16%]',
  Account: 'w-[18%] px-3 max-md:hidden lg:w-[22%]',
  Amount: 'w-[22%] pr-4 text-right lg:w-[15%]',
};
