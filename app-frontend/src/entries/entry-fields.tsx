'use client';

import { type ReactNode, useRef, useState } from 'react';
import { formatDay } from '@/days/day';
import { CurrencyOptions } from '@/money/currency-options';
import { Disclosure } from '@/ui/disclosure';
import { Field } from '@/ui/field';
import { CategoryOptions } from './category-options';
import type { Choices } from './choices';
import { DetailFields, TransferFields } from './detail-fields';
import { type Draft, hasDetails, type Kind, type PlacedErrors } from './draft';
import { KindChoice } from './kind-choice';
import { findPayee, type Payee } from './payees';

interface EntryFieldsProps {
  draft: Draft;
  choices: Choices;
  payees: readonly Payee[];
  errors: PlacedErrors['fields'];
  isNew: boolean;
  /** Shown between the amount and the details. */
  children?: ReactNode;
  onKind?: (kind: Kind) => void;
  /** The default date of a new entry. Another one is shown beside the amount, since the details are closed. */
  day?: string;
  locale?: string;
}

/** The fields of an entry. They are uncontrolled, so that text typed before scripts load is kept. */
export function EntryFields({ draft, choices, payees, errors, isNew, children, onKind, day, locale }: EntryFieldsProps) {
  const [kind, setKind] = useState(draft.kind);
  const [currency, setCurrency] = useState(draft.currency);
  const [accountIds, setAccountIds] = useState<[string, string]>([draft.accountId, draft.toAccountId]);
  const [otherDay, setOtherDay] = useState(draft.date === day ? '' : draft.date);
  const payee = useRef<HTMLInputElement>(null);
  const category = useRef<HTMLSelectElement>(null);
  const isCategoryChosen = useRef(draft.categoryId !== '');
  const isTransfer = kind === 'transfer';
  const details = { kind, draft, choices, errors, accountIds, onAccount: setAccountIds, currency, isNew };

  /** Fills in the category of the payee's last entry of this kind. A guess that no longer matches is withdrawn; a choice stays. */
  const guessCategory = (ofKind: Kind) => {
    if (isCategoryChosen.current || !isNew || ofKind === 'transfer') return;
    category.current!.value = findPayee(payees, payee.current!.value, ofKind)?.categoryId ?? '';
  };

  return (
    <>
      <KindChoice
        kind={kind}
        onChoose={(chosen) => {
          setKind(chosen);
          guessCategory(chosen);
          onKind?.(chosen);
        }}
      />
      <div className={`grid gap-3 ${isTransfer ? '' : 'grid-cols-[1fr_auto]'}`}>
        <Field label="Amount" error={errors.amount}>
          <input
            className="field h-14 text-2xl font-semibold tabular-nums"
            name="amount"
            inputMode="decimal"
            autoComplete="off"
            placeholder="0.00"
            required
            autoFocus={isNew}
            defaultValue={draft.amount}
            // Phones show the keypad, which a keyboard would cover.
            onFocus={(event) => isNew && (event.target.inputMode = matchMedia('(width < 40rem)').matches ? 'none' : 'decimal')}
          />
        </Field>
        <Field label="Currency" error={errors.currency} hidden={isTransfer}>
          <select
            className="field h-14 w-24 text-clip"
            name="currency"
            defaultValue={draft.currency}
            onChange={(event) => setCurrency(event.target.value)}
          >
            <CurrencyOptions used={[draft.currency, choices.home, ...choices.accounts.map((account) => account.currency)]} />
          </select>
        </Field>
      </div>
      {locale && otherDay && (
        <p className="-mt-1 text-sm font-medium" role="status">
          Dated {formatDay(otherDay, locale)}
        </p>
      )}
      <div className="grid grid-cols-2 gap-3">
        {isTransfer && <TransferFields {...details} />}
        <Field label={kind === 'income' ? 'Payer' : 'Payee'} error={errors.payee}>
          <input
            className="field"
            name="payee"
            ref={payee}
            onBlur={() => guessCategory(kind)}
            // Enter sends the form while the field still has the focus.
            onKeyDown={(event) => event.key === 'Enter' && guessCategory(kind)}
            autoComplete="off"
            list="payees"
            placeholder={kind === 'income' ? 'Employer' : kind === 'transfer' ? 'Optional' : 'Corner shop'}
            maxLength={200}
            defaultValue={draft.payee}
          />
        </Field>
        <Field label="Category" error={errors.categoryId} hidden={isTransfer}>
          <select
            className="field"
            name="categoryId"
            ref={category}
            defaultValue={draft.categoryId}
            onChange={(event) => (isCategoryChosen.current = event.target.value !== '')}
          >
            <option value="">None</option>
            <CategoryOptions categories={choices.categories} />
          </select>
        </Field>
      </div>
      {children}
      <Disclosure summary="Date, account, tags and note" isOpen={!isNew || hasDetails(draft, errors)} padding="">
        <div className="grid grid-cols-2 gap-3">
          <Field label="Date" error={errors.date}>
            <input
              className="field"
              name="date"
              type="date"
              required
              defaultValue={draft.date}
              onChange={(event) => setOtherDay(event.target.value === day ? '' : event.target.value)}
            />
          </Field>
          <DetailFields {...details} />
        </div>
      </Disclosure>
      <datalist id="payees">
        {payees
          .filter((each) => each.kind === kind)
          .map(({ name }) => (
            <option key={name} value={name} />
          ))}
      </datalist>
    </>
  );
}
