'use client';

import { useOptimistic, useRef, useState, useTransition } from 'react';
import type { NewTransaction, Transaction } from '@/api/generated';
import { Alert } from '@/ui/alert';
import { Toast, type Told } from '@/ui/toast';
import { addEntry, removeEntries, restoreEntries } from './actions';
import type { Choices } from './choices';
import { asNew, type Draft, emptyDraft, readDraft, toEntry } from './draft';
import { EntryFields } from './entry-fields';
import { amountOf, titleOf } from './entry-text';
import { Keypad, press } from './keypad';
import { LatestEntries } from './latest-entries';
import type { Payee } from './payees';
import { newKey, persist } from './persist';

interface QuickEntryProps {
  latest: Transaction[];
  payees: Payee[];
  choices: Choices;
  currency: string;
  locale: string;
  today: string;
}

interface Form {
  draft: Draft;
  errors: Record<string, string>;
  message?: string;
  /** Another one is another form. */
  count: number;
}

/** Enters at once and lets the network catch up; what was entered can be taken back. */
export function QuickEntry({ latest, payees, choices, currency, locale, today }: QuickEntryProps) {
  const [form, setForm] = useState<Form>({ draft: emptyDraft(currency, today), errors: {}, count: 0 });
  const [kind, setKind] = useState(form.draft.kind);
  const [told, setTold] = useState<Told>();
  const [, startTransition] = useTransition();
  const [shown, change] = useOptimistic(latest, (entries: (Transaction & { isSaving?: boolean })[], { added, removed }: { added?: NewTransaction & { id: string }; removed?: string }) =>
    added ? [{ ...pending(added), isSaving: true }, ...entries] : entries.filter(({ id }) => id !== removed),
  );
  const element = useRef<HTMLFormElement>(null);

  const next = (draft: Draft, errors: Record<string, string> = {}, message?: string) => {
    setForm(({ count }) => ({ draft, errors, count: count + 1, ...(message && { message }) }));
    setKind(draft.kind);
  };

  const save = (data: FormData) => {
    const draft = readDraft(data);
    const judged = toEntry(draft, choices.accounts);
    if ('errors' in judged) return next(draft, judged.errors);
    const { entry } = judged;
    // The next one is often of the same day and currency.
    next(emptyDraft(draft.currency || currency, draft.date, draft.kind));
    startTransition(async () => {
      change({ added: { ...entry, id: newKey() } });
      const outcome = await persist((key) => addEntry(entry, key));
      startTransition(() => {
        if (!('done' in outcome)) return next(draft, outcome.errors, Object.keys(outcome.errors).length > 0 ? undefined : `${outcome.message} It was not saved.`);
        const { done } = outcome;
        setTold({ text: `Saved ${amountOf(done, locale)} · ${titleOf(done, choices)}`, undo: () => remove(done, false) });
      });
    });
  };

  const remove = (entry: Transaction, canUndo = true) => {
    setTold(undefined);
    startTransition(async () => {
      change({ removed: entry.id });
      const outcome = await persist((key) => removeEntries([entry.id], key));
      startTransition(() => {
        if (!('done' in outcome)) setTold({ text: outcome.message });
        else setTold({ text: `${canUndo ? 'Deleted' : 'Taken back:'} ${titleOf(entry, choices)}`, ...(canUndo && { undo: () => restore(entry) }) });
      });
    });
  };

  const restore = (entry: Transaction) => {
    setTold(undefined);
    startTransition(async () => {
      const outcome = await persist((key) => restoreEntries([asNew(entry)], key));
      startTransition(() => setTold({ text: 'done' in outcome ? `Back again: ${titleOf(entry, choices)}` : outcome.message }));
    });
  };

  const pressKey = (key: string) => {
    const amount = element.current?.elements.namedItem('amount') as HTMLInputElement;
    amount.value = press(amount.value, key);
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)] lg:gap-8">
      <form ref={element} action={save} noValidate aria-label="Add an entry" className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:card sm:p-5 sm:pb-3">
        <Alert>{form.message}</Alert>
        <EntryFields key={form.count} draft={form.draft} choices={choices} payees={payees} errors={form.errors} isNew onKind={setKind}>
          <Keypad onKey={pressKey} />
          <button type="submit" className="button button-main h-13 w-full text-base">
            Add {kind}
          </button>
        </EntryFields>
      </form>
      <section className="space-y-3">
        <h2 className="subtitle px-1">Latest</h2>
        {shown.length === 0 ? (
          <div className="card space-y-1.5 px-5 py-12 text-center text-balance">
            <p className="font-medium">Nothing entered yet</p>
            <p className="text-faint">Type what you spent last and press Enter: an amount is enough. Who it went to teaches the category for the next time.</p>
          </div>
        ) : (
          <LatestEntries entries={shown} choices={choices} locale={locale} onRemove={remove} />
        )}
      </section>
      <Toast told={told} onClose={() => setTold(undefined)} />
    </div>
  );
}

/** A transaction before the API has made one of it. */
const pending = (entry: NewTransaction & { id: string }): Transaction => ({
  payee: null,
  note: null,
  categoryId: null,
  toAccountId: null,
  toAmount: null,
  rate: null,
  homeAmount: null,
  createdAt: '',
  updatedAt: '',
  ...entry,
  tags: entry.tags ?? [],
  accountId: entry.accountId ?? null,
});
