'use client';

import { type FormEvent, useEffect, useOptimistic, useRef, useState, useTransition } from 'react';
import type { NewTransaction, Transaction } from '@/api/generated';
import { dayIn } from '@/days/day';
import { Alert } from '@/ui/alert';
import { Empty } from '@/ui/empty';
import { failureNotice, ReloadButton } from '@/ui/new-version';
import { type Notice, Toast } from '@/ui/toast';
import { addEntry, removeEntries, restoreEntries } from './actions';
import type { Choices } from './choices';
import { type Draft, emptyDraft, readDraft, toEntry, toNewTransaction } from './draft';
import { EntryFields } from './entry-fields';
import { amountOf, titleOf } from './entry-text';
import { Keypad, press } from './keypad';
import { LatestEntries } from './latest-entries';
import type { Payee } from './payees';
import { newKey, retryWrite } from './retry-write';
import { type UnsavedInput, useUnsavedInput } from './unsaved-input';

interface QuickEntryProps {
  latest: Transaction[];
  payees: Payee[];
  choices: Choices;
  currency: string;
  locale: string;
  today: string;
}

/** An entry that was not saved, while the form already holds the next one. */
interface ReturnedEntry {
  draft: Draft;
  errors: Record<string, string>;
  text: string;
}

interface Form {
  draft: Draft;
  errors: Record<string, string>;
  message?: string;
  /** Counts the forms shown; a new number resets the fields. */
  count: number;
}

const MAYBE_SAVED = "It may not be saved. You can safely try again; it won't be entered twice.";

/** Adds entries optimistically: each is listed before it is saved, and can be undone. */
export function QuickEntry({ latest, payees, choices, currency, locale, today }: QuickEntryProps) {
  const [form, setForm] = useState<Form>({ draft: emptyDraft(currency, today), errors: {}, count: 0 });
  const [kind, setKind] = useState(form.draft.kind);
  const [notice, setNotice] = useState<Notice>();
  const [returned, setReturned] = useState<ReturnedEntry[]>([]);
  const [, startTransition] = useTransition();
  const [shown, change] = useOptimistic(
    latest,
    (
      entries: (Transaction & { isSaving?: boolean })[],
      { added, removed }: { added?: NewTransaction & { id: string }; removed?: string },
    ) => (added ? [{ ...pending(added), isSaving: true }, ...entries] : entries.filter(({ id }) => id !== removed)),
  );
  const element = useRef<HTMLFormElement>(null);
  const day = useRef(today);
  /** Entries that got no answer, with their keys. Sending one again unchanged reuses its key. */
  const unanswered = useRef(new Map<string, string>());
  const inFlight = useRef(new Map<Draft, [entry: string, key: string]>());
  const [isOutdated, setOutdated] = useState(false);

  /** Moves the default date to today, since a page may stay open for days. A date that was chosen stays. */
  const updateDate = () => {
    const date = element.current?.elements.namedItem('date') as HTMLInputElement;
    const now = dayIn(undefined);
    if (date.value === day.current) date.value = now;
    day.current = now;
  };
  useEffect(updateDate, []);

  const showForm = (draft: Draft, errors: Record<string, string> = {}, message?: string) => {
    setForm(({ count }) => ({ draft, errors, count: count + 1, ...(message && Object.keys(errors).length === 0 && { message }) }));
    setKind(draft.kind);
  };

  const noticeFor = ({ draft, errors, text }: ReturnedEntry): Notice => {
    const parsed = toEntry(draft, choices.accounts, choices.locale);
    const amount = 'entry' in parsed ? amountOf(pending({ ...parsed.entry, id: '' }), locale) : draft.amount;
    const edit = () => {
      dismiss();
      showForm(draft, errors, text);
    };
    return { text: `${amount}: ${text}`, action: { label: 'Edit', run: edit }, isSticky: true };
  };
  const dismiss = () => setReturned(([, ...others]) => others);

  const readForm = () => readDraft(new FormData(element.current!));

  const isFormEmpty = () => {
    const { amount, payee } = readForm();
    return amount === '' && payee === '';
  };

  const collect = (): UnsavedInput => {
    const sent = [...inFlight.current.keys(), ...returned.map(({ draft }) => draft)].map((draft) => ({ draft, isSent: true }));
    const drafts = isFormEmpty() ? sent : [{ draft: readForm(), isSent: form.message !== undefined }, ...sent];
    return { drafts, unanswered: [...unanswered.current, ...inFlight.current.values()] };
  };
  useUnsavedInput(collect, (unsaved) => {
    unanswered.current = new Map(unsaved.unanswered);
    // A draft stored by another version may lack fields.
    const withDefaults = (draft: Draft) => ({ ...emptyDraft(currency, today), ...draft });
    const drafts = unsaved.drafts.map(({ draft, isSent }) => ({ draft: withDefaults(draft), errors: {}, text: isSent ? MAYBE_SAVED : '' }));
    if (drafts[0]) showForm(drafts[0].draft, {}, drafts[0].text);
    setReturned(drafts.slice(1));
  });

  const save = (data: FormData) => {
    const draft = readDraft(data);
    const parsed = toEntry(draft, choices.accounts, choices.locale);
    if ('errors' in parsed) return showForm(draft, parsed.errors);
    const { entry } = parsed;
    // The next entry often has the same day and currency.
    showForm(emptyDraft(draft.currency || currency, draft.date, draft.kind));
    const serialized = JSON.stringify(entry);
    const key = unanswered.current.get(serialized) ?? newKey();
    startTransition(async () => {
      const id = newKey();
      change({ added: { ...entry, id } });
      inFlight.current.set(draft, [serialized, key]);
      const outcome = await retryWrite((sameKey) => addEntry(entry, sameKey), key);
      startTransition(() => {
        inFlight.current.delete(draft);
        unanswered.current.delete(serialized);
        if ('done' in outcome) {
          const { done } = outcome;
          return setNotice({
            text: `Saved ${amountOf(done, locale)} · ${titleOf(done, choices)}`,
            action: { label: 'Undo', run: () => remove(done, false) },
          });
        }
        if (outcome.isOutdated) setOutdated(true);
        if (outcome.isWaking || outcome.isOutdated) unanswered.current.set(serialized, key);
        const consequence = outcome.isOutdated
          ? "It stays here and won't be entered twice."
          : outcome.isWaking
            ? MAYBE_SAVED
            : 'It was not saved.';
        const text = `${outcome.message} ${consequence}`;
        if (isFormEmpty()) showForm(draft, outcome.errors, text);
        else setReturned((others) => [...others, { draft, errors: outcome.errors, text }]);
      });
    });
  };

  /** Replaces React's form action, which would reset the form, and what was typed since, once it ends. */
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    save(new FormData(event.currentTarget));
  };

  const remove = (entry: Transaction, canUndo = true) => {
    setNotice(undefined);
    startTransition(async () => {
      change({ removed: entry.id });
      const outcome = await retryWrite((key) => removeEntries([entry.id], key));
      startTransition(() => {
        if (!('done' in outcome)) setNotice(failureNotice(outcome));
        else
          setNotice({
            text: `${canUndo ? 'Deleted' : 'Undone:'} ${titleOf(entry, choices)}`,
            ...(canUndo && { action: { label: 'Undo', run: () => restore(entry) } }),
          });
      });
    });
  };

  const restore = (entry: Transaction) => {
    setNotice(undefined);
    startTransition(async () => {
      const outcome = await retryWrite((key) => restoreEntries([toNewTransaction(entry)], key));
      startTransition(() => setNotice('done' in outcome ? { text: `Restored ${titleOf(entry, choices)}` } : failureNotice(outcome)));
    });
  };

  const pressKey = (key: string) => {
    const amount = element.current?.elements.namedItem('amount') as HTMLInputElement;
    amount.value = press(amount.value, key);
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)] lg:gap-8">
      <form
        ref={element}
        action={save}
        onSubmit={submit}
        noValidate
        aria-label="Add an entry"
        onFocus={updateDate}
        className="grid grid-cols-[minmax(0,1fr)] gap-3 sm:card sm:p-5 sm:pb-3"
      >
        <Alert>{form.message}</Alert>
        {isOutdated && <ReloadButton className="w-full" />}
        <EntryFields key={form.count} draft={form.draft} choices={choices} payees={payees} errors={form.errors} isNew onKind={setKind}>
          <Keypad onKey={pressKey} locale={locale} />
          <button type="submit" className="button button-main h-13 w-full text-base">
            Add {kind}
          </button>
        </EntryFields>
      </form>
      <section className="space-y-3">
        <h2 className="subtitle px-1">Latest</h2>
        {shown.length === 0 ? (
          <Empty title="No entries yet">
            Type what you last spent and press Enter; an amount is enough. The next entry for the same payee gets the same category.
          </Empty>
        ) : (
          <LatestEntries entries={shown} choices={choices} locale={locale} onRemove={remove} />
        )}
      </section>
      <Toast notice={notice ?? (returned[0] && noticeFor(returned[0]))} onClose={notice ? setNotice : dismiss} />
    </div>
  );
}

/** Makes a transaction to show until the API has created it. */
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
