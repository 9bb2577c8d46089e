'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import type { Transaction } from '@/api/generated';
import type { Choices } from '@/entries/choices';
import { type Draft, readDraft } from '@/entries/draft';
import { EntryFields, loadRareFields } from '@/entries/entry-fields';
import { placeErrors } from '@/entries/placed-errors';
import { send } from '@/entries/send';
import { toEntry } from '@/entries/to-entry';
import { Alert } from '@/ui/alert';
import { mayLeave } from '@/ui/leaving';
import { useLeavingQuestion } from '@/ui/use-leaving-question';
import { Conflict } from './conflict';
import { EditDetails } from './edit-details';
import { changesBetween, EDITED, editorsDraft } from './edited';

interface EditFormProps {
  transaction: Transaction;
  choices: Choices;
  person: string;
  onDone: () => void;
  onRemove: () => void;
}

/** The form that edits a transaction within the list. It sends only the changed fields, and a change made elsewhere is a conflict. */
export default function EditForm({ transaction, choices, person, onDone, onRemove }: EditFormProps) {
  const router = useRouter();
  /** The transaction as the editor saw it, whatever the list shows meanwhile. */
  const [base, setBase] = useState(transaction);
  const [conflict, setConflict] = useState<{ mine: Draft; theirs: Transaction }>();
  const [{ draft, errors, message, count }, setForm] = useState({
    draft: editorsDraft(transaction, choices),
    errors: {},
    message: '',
    count: 0,
  });
  const [pending, startTransition] = useTransition();
  const form = useRef<HTMLFormElement>(null);

  useEffect(loadRareFields, []);
  useEffect(() => {
    const wrong = form.current!.querySelector<HTMLElement>('[aria-invalid]');
    const amount = form.current!.elements.namedItem('amount') as HTMLInputElement;
    // On touch screens, focusing a field would open the keyboard over the form.
    if (!wrong && matchMedia('(pointer: coarse)').matches) return form.current!.focus();
    (wrong ?? amount).focus();
    if (!wrong) amount.select();
  }, [count]);

  useLeavingQuestion(EDITED, () => JSON.stringify(readDraft(new FormData(form.current!))) !== JSON.stringify(editorsDraft(base, choices)));

  const show = (shown: Draft, found: Record<string, string> = {}, text = '') => {
    const { fields, rest } = placeErrors(found, shown, choices);
    setForm({ draft: shown, errors: fields, message: Object.keys(found).length > 0 ? rest : text, count: count + 1 });
  };

  const save = (typed: Draft, seen: Transaction) => {
    const parsed = toEntry(typed, choices);
    if ('errors' in parsed) return show(typed, parsed.errors);
    const before = toEntry(editorsDraft(seen, choices), choices);
    const change = changesBetween('entry' in before ? before.entry : {}, parsed.entry);
    if (Object.keys(change).length === 0) return onDone();
    startTransition(async () => {
      const outcome = await send({ type: 'change', base: seen, change }, person);
      startTransition(() => {
        if ('done' in outcome) {
          router.refresh();
          return onDone();
        }
        setConflict(outcome.conflict && { mine: typed, theirs: outcome.conflict });
        show(typed, outcome.errors, outcome.conflict ? '' : outcome.message);
      });
    });
  };

  return (
    <form
      ref={form}
      tabIndex={-1}
      action={(data) => save(readDraft(data), base)}
      noValidate
      aria-label="Edit"
      className="grid outline-none max-w-2xl grid-cols-[minmax(0,1fr)] gap-3 p-4"
      onKeyDown={(event) => event.key === 'Escape' && mayLeave(EDITED) && onDone()}
    >
      <Alert>{message}</Alert>
      {conflict && (
        <Conflict
          mine={conflict.mine}
          theirs={editorsDraft(conflict.theirs, choices)}
          choices={choices}
          pending={pending}
          onMine={() => {
            setBase(conflict.theirs);
            save(readDraft(new FormData(form.current!)), conflict.theirs);
          }}
          onTheirs={() => {
            setBase(conflict.theirs);
            setConflict(undefined);
            show(editorsDraft(conflict.theirs, choices));
          }}
        />
      )}
      <EntryFields key={count} {...{ draft, choices, errors }}>
        {(isTransfer, rate) => <EditDetails {...{ draft, choices, errors, isTransfer, rate }} />}
      </EntryFields>
      <div className="flex flex-wrap gap-2">
        {!conflict && (
          <button type="submit" className="button button-main" disabled={pending}>
            Save
          </button>
        )}
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
