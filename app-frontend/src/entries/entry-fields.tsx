'use client';

import { type ReactNode, useRef, useState } from 'react';
import { CurrencyOptions } from '@/money/currency-options';
import { Disclosure } from '@/ui/disclosure';
import { Field } from '@/ui/field';
import { CategoryOptions } from './category-options';
import type { Choices } from './choices';
import { DetailFields, TransferFields } from './detail-fields';
import type { Draft, Kind } from './draft';
import { KindChoice } from './kind-choice';
import { findPayee, type Payee } from './payees';

interface EntryFieldsProps {
  draft: Draft;
  choices: Choices;
  payees: readonly Payee[];
  errors: Record<string, string>;
  isNew: boolean;
  /** Shown between the amount and the details. */
  children?: ReactNode;
  onKind?: (kind: Kind) => void;
}

/** The fields of an entry. They are uncontrolled, so that text typed before scripts load is kept. */
export function EntryFields({ draft, choices, payees, errors, isNew, children, onKind }: EntryFieldsProps) {
  const [kind, setKind] = useState(draft.kind);
  const [currency, setCurrency] = useState(draft.currency);
  const [accountIds, setAccountIds] = useState<[string, string]>([draft.accountId, draft.toAccountId]);
  const category = useRef<HTMLSelectElement>(null);
  const isCategoryChosen = useRef(draft.categoryId !== '');
  const details = { kind, draft, choices, errors, accountIds, onAccount: setAccountIds, currency, isNew };

  const suggestCategory = (name: string) => {
    const { categoryId } = findPayee(payees, name) ?? {};
    if (categoryId && category.current && !isCategoryChosen.current) category.current.value = categoryId;
  };

  return (
    <>
      <KindChoice
        kind={kind}
        onChoose={(chosen) => {
          setKind(chosen);
          onKind?.(chosen);
        }}
      />
      <div className={`grid gap-3 ${kind === 'transfer' ? '' : 'grid-cols-[1fr_auto]'}`}>
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
        {kind !== 'transfer' && (
          <Field label="Currency" error={errors.currency}>
            <select
              className="field h-14 w-24 text-clip"
              name="currency"
              defaultValue={draft.currency}
              onChange={(event) => setCurrency(event.target.value)}
            >
              <CurrencyOptions used={[draft.currency, choices.home, ...choices.accounts.map((account) => account.currency)]} />
            </select>
          </Field>
        )}
      </div>
      <div className="grid grid-cols-2 gap-3">
        {kind === 'transfer' ? (
          <TransferFields {...details} />
        ) : (
          <>
            <Field label={kind === 'income' ? 'Payer' : 'Payee'} error={errors.payee}>
              <input
                className="field"
                name="payee"
                autoComplete="off"
                list="payees"
                placeholder={kind === 'income' ? 'Employer' : 'Corner shop'}
                maxLength={200}
                defaultValue={draft.payee}
                onChange={(event) => suggestCategory(event.target.value)}
              />
            </Field>
            <Field label="Category" error={errors.categoryId}>
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
          </>
        )}
      </div>
      {children}
      <Disclosure summary="Date, account, tags and note" isOpen={!isNew} padding="">
        <div className="grid grid-cols-2 gap-3">
          <Field label="Date" error={errors.date}>
            <input className="field" name="date" type="date" required defaultValue={draft.date} />
          </Field>
          <DetailFields {...details} />
        </div>
      </Disclosure>
      <datalist id="payees">
        {payees.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
