'use client';

import {
  type FormEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
  useTransition,
} from 'react';
import { useRouter } from 'next/navigation';
import type { Account, NewTransaction, Transaction } from '@/api/generated';
import { dayIn, formatDay } from '@/days/day';
import { Alert } from '@/ui/alert';
import { announce, closeSaved } from '@/ui/notices';
import { enterValue } from './chip';
import type { Choices } from './choices';
import { type Draft, emptyDraft, isEmptyDraft, readDraft } from './draft';
import { EntryFields, loadRareFields } from './entry-fields';
import { amountOf, titleOf } from './entry-text';
import { press } from './press';
import { LatestEntries } from './latest-entries';
import * as outbox from './outbox';
import { type Payee, payeesOf } from './payees';
import { type PlacedErrors, placeErrors } from './placed-errors';
import type { KnownRate } from './rates';
import { newKey, send } from './send';
import { toEntry } from './to-entry';
import { describeFailure } from './unsaved-entries';
import type { Pair } from './usual-pairs';

interface QuickEntryProps {
  /** The entries of the person, latest first. */
  latest: Transaction[];
  payees: Payee[];
  /** The categories and accounts used together, the most used first. */
  pairs: Pair[];
  rates: KnownRate[];
  /** Those to choose from, the last used first. */
  accounts: Account[];
  choices: Choices;
  currency: string;
  locale: string;
  today: string;
  person: string;
  keypad: ReactNode;
  /** Shown while there are no entries. */
  empty: ReactNode;
}

interface Form {
  /** The id in the outbox. */
  id: string;
  draft: Draft;
  errors: PlacedErrors['fields'];
  message: string;
  /** Counts the forms shown; a new number resets the fields. */
  count: number;
}

/** Presses within this time are one. */
const REPEAT_MS = 1_000;
/** The number of entries listed. */
const SHOWN = 8;

/** Adds entries: each is listed before it is saved, and can be undone. The outbox keeps what is typed until the API has it. */
export function QuickEntry({
  latest,
  payees,
  pairs,
  rates,
  accounts,
  choices,
  currency,
  locale,
  today,
  person,
  keypad,
  empty,
}: QuickEntryProps) {
  const router = useRouter();
  const { items, saved } = useSyncExternalStore(outbox.subscribe, outbox.current, outbox.onServer);
  const [form, setForm] = useState<Form>(() => ({ id: newKey(), draft: emptyDraft(currency, today), errors: {}, message: '', count: 0 }));
  const [day, setDay] = useState(today);
  const [kind, setKind] = useState(form.draft.kind);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [, startTransition] = useTransition();
  const element = useRef<HTMLFormElement>(null);
  const isTouched = useRef(false);
  const submitted = useRef(-Infinity);
  /** The id of the form, also before React has rendered it. */
  const formId = useRef(form.id);
  const announced = useRef(new Set(saved.map(({ id }) => id)));

  /** Moves the default date to today, since a page may stay open for days. A date that was chosen stays. */
  const updateDay = () => {
    // The amount gets the focus before React has set the ref.
    const date = element.current?.elements.namedItem('date') as HTMLInputElement | undefined;
    if (!date) return;
    const now = dayIn(undefined);
    if (date.value === day) date.value = now;
    setDay(now);
  };

  const readForm = () => readDraft(new FormData(element.current!));

  const showForm = (id: string, draft: Draft, errors: Record<string, string> = {}, message = '') => {
    const { fields, rest } = placeErrors(errors, draft, choices);
    isTouched.current = false;
    formId.current = id;
    setForm(({ count }) => ({ id, draft, errors: fields, count: count + 1, message: Object.keys(errors).length > 0 ? rest : message }));
    setKind(draft.kind);
    outbox.setForm(id);
  };

  const keepTyped = () => {
    if (!isTouched.current) loadRareFields();
    isTouched.current = true;
    const draft = readForm();
    if (isEmptyDraft(draft)) outbox.discard(formId.current);
    else outbox.keep(formId.current, draft);
  };

  const followTyping = () => {
    // On phones, the notice would cover fields and keys of the next entry. The list can still delete what it is about.
    if (!isTouched.current && matchMedia('(width < 40rem)').matches) closeSaved();
    keepTyped();
  };

  useEffect(() => {
    const wrong = element.current!.querySelector<HTMLElement>('[aria-invalid], [data-wrong]');
    if (wrong) return wrong.focus();
    if (form.count === 0) return;
    document.querySelector('[data-added]')?.scrollIntoView({ block: 'nearest' });
    // Where both don't fit, the next entry matters more: a notice says what was added.
    if (element.current!.getBoundingClientRect().top < 0) element.current!.scrollIntoView();
  }, [form.count]);

  const save = () => {
    updateDay();
    const draft = readForm();
    const parsed = toEntry(draft, choices);
    if ('errors' in parsed) return showForm(formId.current, draft, parsed.errors);
    if (outbox.isFull())
      return showForm(formId.current, draft, {}, 'Too many entries are not saved yet. Save or discard some of them first.');
    outbox.submit(formId.current, draft, parsed.entry);
    // The next entry often has the same currency. A date counts for one entry, and so does another kind: most entries are expenses.
    showForm(newKey(), emptyDraft(draft.currency || currency, dayIn(undefined)));
  };

  /** Whether this is the second press of a double tap, or Enter held down: the form is new and untouched. */
  const isRepeat = (time: number) => {
    const isQuick = time - submitted.current < REPEAT_MS;
    submitted.current = time;
    return isQuick && !isTouched.current;
  };

  /** Replaces React's form action, which would reset the form, and what was typed since, once it ends. */
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isRepeat(event.timeStamp)) save();
  };

  const setHidden = (id: string, isHidden: boolean) =>
    setRemoved((ids) => new Set(isHidden ? [...ids, id] : [...ids].filter((other) => other !== id)));

  const remove = (entry: Transaction, canUndo = true) => {
    announce(undefined);
    setHidden(entry.id, true);
    startTransition(async () => {
      const outcome = await send({ type: 'remove', ids: [entry.id] }, person);
      if ('done' in outcome) outbox.forgetSaved(entry.id);
      startTransition(() => {
        router.refresh();
        if ('done' in outcome)
          return announce({
            text: `${canUndo ? 'Deleted' : 'Undone:'} ${titleOf(entry, choices)}`,
            ...(canUndo && { action: { label: 'Undo', run: () => restore(entry) } }),
          });
        setHidden(entry.id, false);
        announce({ text: outcome.message });
      });
    });
  };

  const restore = (entry: Transaction) => {
    announce(undefined);
    startTransition(async () => {
      const outcome = await send({ type: 'restore', ids: [entry.id] }, person);
      startTransition(() => {
        router.refresh();
        if ('done' in outcome) setHidden(entry.id, false);
        announce({ text: 'done' in outcome ? `Restored ${titleOf(entry, choices)}` : outcome.message });
      });
    });
  };

  const pressKey = ({ target }: MouseEvent) => {
    const { key } = (target as Element).closest<HTMLElement>('[data-key]')?.dataset ?? {};
    if (!key) return;
    const amount = element.current!.elements.namedItem('amount') as HTMLInputElement;
    enterValue(amount, press(amount.value, key));
  };

  /** Shows the item that was chosen to edit, or one that waits while the form is empty. */
  const takeItem = () => {
    const { items: now, formId: wanted } = outbox.current();
    const chosen = now.find(({ id }) => id === wanted && id !== formId.current);
    if (chosen) {
      // Refused may be what was deleted elsewhere, and is still offered here.
      if (chosen.failure) router.refresh();
      return showForm(chosen.id, chosen.draft, chosen.failure?.errors, chosen.failure && describeFailure(chosen));
    }
    const next = now.find(({ id, state }) => id !== formId.current && state !== 'sending');
    if (next && !isTouched.current && isEmptyDraft(readForm())) outbox.edit(next);
  };

  const announceSaved = () => {
    const done = outbox.current().saved.find(({ id }) => !announced.current.has(id));
    if (!done) return;
    announced.current.add(done.id);
    const when = done.date === dayIn(undefined) ? [] : [formatDay(done.date, locale)];
    announce({
      text: [`Saved ${amountOf(done, locale)}`, titleOf(done, choices), ...when].join(' · '),
      action: { label: 'Undo', run: () => remove(done, false) },
      isAboutSaved: true,
    });
  };

  const follow = useEffectEvent(() => {
    takeItem();
    announceSaved();
  });
  const begin = useEffectEvent(() => {
    updateDay();
    // Typed before the scripts were loaded.
    if (!isEmptyDraft(readForm())) keepTyped();
    if (outbox.current().formId) takeItem();
    else outbox.setForm(formId.current);
  });
  useEffect(() => {
    // Before the form begins, as it shows what it takes from the outbox only when told to.
    const stop = outbox.subscribe(() => follow());
    begin();
    return () => {
      stop();
      outbox.setForm(undefined);
    };
  }, []);

  const isNew = (entry: Transaction) => entry.createdAt > (latest[0]?.createdAt ?? '') && latest.every(({ id }) => id !== entry.id);
  const sending = items.flatMap(({ id, state, sent }) =>
    state === 'sending' && sent ? [{ id, ...pending(sent.entry), isSaving: true }] : [],
  );
  const added = [...sending, ...saved.filter(isNew)];
  const listed = [...added, ...latest].filter(({ id }) => !removed.has(id));
  const known = {
    payees: payeesOf(saved.filter(isNew), payees),
    pairs,
    rates,
    added,
    accounts,
    day,
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 sm:gap-6 lg:grid-cols-[minmax(0,26rem)_minmax(0,1fr)] lg:gap-8">
      <form
        ref={element}
        action={save}
        onSubmit={submit}
        noValidate
        aria-label="Add an entry"
        onFocus={updateDay}
        onInput={followTyping}
        onClick={pressKey}
        className="grid scroll-mt-4 grid-cols-[minmax(0,1fr)] gap-3 sm:card sm:p-5 sm:pb-3"
      >
        <Alert>{form.message}</Alert>
        <EntryFields key={form.count} draft={form.draft} choices={choices} errors={form.errors} known={known} onKind={setKind}>
          {() => (
            <>
              {keypad}
              <button type="submit" className="button button-main h-13 w-full text-base">
                Add {kind}
              </button>
            </>
          )}
        </EntryFields>
      </form>
      <section className="space-y-3">
        <h2 className="subtitle px-1">Latest</h2>
        {listed.length === 0 ? (
          empty
        ) : (
          <LatestEntries
            entries={listed.slice(0, SHOWN)}
            choices={choices}
            locale={locale}
            added={(sending[0] ?? saved[0])?.id}
            onRemove={remove}
          />
        )}
      </section>
    </div>
  );
}

/** Makes a transaction to show until the API has created it. */
const pending = (entry: NewTransaction): Omit<Transaction, 'id'> => ({
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
