import { type ReactNode, useState } from 'react';
import type { Choices } from '@/entries/choices';
import type { Draft } from '@/entries/draft';
import type { PlacedErrors } from '@/entries/placed-errors';
import { TagsAndNote } from '@/entries/tags-and-note';
import { Disclosure } from '@/ui/disclosure';
import { Field } from '@/ui/field';

interface EditDetailsProps {
  draft: Draft;
  choices: Choices;
  errors: PlacedErrors['fields'];
  isTransfer: boolean;
  /** The exchange rate, if the entry has another currency than the home currency. */
  rate: ReactNode;
}

/** The fields of an existing entry that a new one shows otherwise, or not at first. */
export function EditDetails({ draft, choices, errors, isTransfer, rate }: EditDetailsProps) {
  /** Survives a look at another kind. */
  const [accountId, setAccountId] = useState(draft.accountId);
  return (
    <Disclosure summary="Date, account, tags and note" isOpen padding="">
      <div className="grid grid-cols-2 gap-3">
        <Field label="Date" error={errors.date}>
          <input className="field" name="date" type="date" required defaultValue={draft.date} />
        </Field>
        {!isTransfer && (
          <Field label="Account" error={errors.accountId}>
            <select className="field" name="accountId" defaultValue={accountId} onChange={(event) => setAccountId(event.target.value)}>
              <option value="none">None</option>
              {choices.accounts.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </Field>
        )}
        {rate}
        <TagsAndNote draft={draft} errors={errors} />
      </div>
    </Disclosure>
  );
}
