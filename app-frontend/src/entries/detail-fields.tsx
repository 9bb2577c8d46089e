'use client';

import { useState } from 'react';
import { Field } from '@/ui/field';
import type { Choices } from './choices';
import type { Draft, Kind, PlacedErrors } from './draft';

interface DetailFieldsProps {
  kind: Kind;
  draft: Draft;
  choices: Choices;
  errors: PlacedErrors['fields'];
  /** The two accounts of a transfer. */
  accountIds: [from: string, to: string];
  onAccount: (accountIds: [from: string, to: string]) => void;
  currency: string;
  isNew: boolean;
}

export function TransferFields({ draft, choices, errors, accountIds: [from, to], onAccount }: DetailFieldsProps) {
  const currencyOf = (id: string) => choices.accounts.find((account) => account.id === id)?.currency;
  const [leaves, arrives] = [currencyOf(from), currencyOf(to)];
  return (
    <>
      <Field label="From" error={errors.accountId}>
        <select className="field" name="accountId" defaultValue={from} onChange={(event) => onAccount([event.target.value, to])}>
          <AccountOptions accounts={choices.accounts} />
        </select>
      </Field>
      <Field label="To" error={errors.toAccountId}>
        <select className="field" name="toAccountId" defaultValue={to} onChange={(event) => onAccount([from, event.target.value])}>
          <AccountOptions accounts={choices.accounts} />
        </select>
      </Field>
      {leaves && arrives && leaves !== arrives && (
        <Field label={`Amount received (${arrives})`} error={errors.toAmount}>
          <input className="field tabular-nums" name="toAmount" inputMode="decimal" autoComplete="off" defaultValue={draft.toAmount} />
        </Field>
      )}
    </>
  );
}

export function DetailFields({ kind, draft, choices, errors, currency, isNew }: DetailFieldsProps) {
  const isTransfer = kind === 'transfer';
  const [accountId, setAccountId] = useState(draft.accountId);
  return (
    <>
      {!isTransfer && (
        <Field label="Account" error={errors.accountId}>
          <select className="field" name="accountId" defaultValue={accountId} onChange={(event) => setAccountId(event.target.value)}>
            {isNew && <option value="">Automatic (by currency)</option>}
            <option value="none">None</option>
            {choices.accounts.map((account) => (
              <option key={account.id} value={account.id}>
                {account.name}
              </option>
            ))}
          </select>
        </Field>
      )}
      {currency !== choices.home && (
        <Field label={`Exchange rate (1 ${currency} in ${choices.home})`} error={errors.rate} hidden={isTransfer}>
          <input
            className="field tabular-nums"
            name="rate"
            inputMode="decimal"
            autoComplete="off"
            placeholder="0.92"
            defaultValue={draft.rate}
          />
        </Field>
      )}
      <Field label="Tags" error={errors.tags}>
        <input className="field" name="tags" autoComplete="off" placeholder="trip, work" defaultValue={draft.tags} />
      </Field>
      <Field label="Note" error={errors.note} className="col-span-2">
        <textarea className="field h-auto py-2.5" name="note" rows={2} autoComplete="off" maxLength={2000} defaultValue={draft.note} />
      </Field>
    </>
  );
}

function AccountOptions({ accounts }: Pick<Choices, 'accounts'>) {
  return (
    <>
      <option value="">Choose an account</option>
      {accounts.map(({ id, name, currency }) => (
        <option key={id} value={id}>
          {name} ({currency})
        </option>
      ))}
    </>
  );
}
