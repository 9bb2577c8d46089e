'use client';

import { useEffect, useRef, useState, useTransition } from 'react';
import type { Transaction } from '@/api/generated';
import { changeEntry } from '@/entries/actions';
import type { Choices } from '@/entries/choices';
import { draftOf, readDraft, toEntry } from '@/entries/draft';
import { EntryFields } from '@/entries/entry-fields';
import { retryWrite } from '@/entries/retry-write';
import { plainAmount } from '@/money/money';
import { Alert } from '@/ui/alert';

interface EditFormProps {
  transaction: Transaction;
  choices: Choices;
  onDone: () => void;
  onRemove: () => void;
}

/** The form that edits a transaction within the list. */
export function EditForm({ transaction, choices, onDone, onRemove }: EditFormProps) {
  const [{ draft, errors, message, count }, setForm] = useState({
    draft: withArrival(transaction, choices),
    errors: {},
    message: '',
    count: 0,
  });
  const [pending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const wrong = form.current!.querySelector<HTMLElement>('[aria-invalid]');
    const amount = form.current!.elements.namedItem('amount') as HTMLInputElement;
    // On touch screens, focusing a field would open the keyboard over the form.
    if (!wrong && matchMedia('(pointer: coarse)').matches) return form.current!.focus();
    (wrong ?? amount).focus();
    if (!wrong) amount.select();
  }, [count]);

  const save = (data: FormData) => {
    const typed = readDraft(data);
    const show = (found: Record<string, string>, text = '') => setForm({ draft: typed, errors: found, message: text, count: count + 1 });
    const parsed = toEntry(typed, choices.accounts, choices.locale);
    if ('errors' in parsed) return show(parsed.errors);
    startTransition(async () => {
      const outcome = await retryWrite((key) => changeEntry(transaction.id, parsed.entry, key));
      startTransition(() => {
        if ('done' in outcome) return onDone();
        const warning = outcome.isOutdated ? ' Reloading closes this form, so note your changes first.' : '';
        show(outcome.errors, `${outcome.message}${warning}`);
      });
    });
  };

  return (
    <form
      ref={form}
      tabIndex={-1}
      action={save}
      noValidate
      aria-label="Edit"
      className="grid outline-none max-w-2xl grid-cols-[minmax(0,1fr)] gap-3 p-4"
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <Alert>{message}</Alert>
      <EntryFields key={count} draft={draft} choices={choices} payees={[]} errors={errors} isNew={false} />
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-main" disabled={pending}>
          Save
        </button>
        <button type="button" className="button button-plain" onClick={onDone}>
          Cancel
        </button>
        <button type="button" className="button button-alert ml-auto" onClick={onRemove} disabled={pending}>
          Delete
        </button>
      </div>
    </form>
  );
}

function withArrival(transaction: Transaction, { accounts, locale }: Choices) {
  const to = accounts.find(({ id }) => id === transaction.toAccountId);
  return {
    ...draftOf(transaction, locale),
    ...(to && transaction.toAmount !== null && { toAmount: plainAmount(transaction.toAmount, to.currency, locale) }),
  };
}
