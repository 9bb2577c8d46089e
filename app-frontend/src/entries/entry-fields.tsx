'use client';

import { lazy, type ReactNode, startTransition, Suspense, useRef, useState } from 'react';
import type { Account } from '@/api/generated';
import { CurrencyOptions } from '@/money/currency-options';
import { plainAmount } from '@/money/money';
import { Disclosure } from '@/ui/disclosure';
import { Field } from '@/ui/field';
import { loadPart } from '@/ui/load-part';
import { AccountChip } from './account-chip';
import { CategoryOptions } from './category-options';
import { enterValue } from './chip';
import type { Choices } from './choices';
import { DateChip } from './date-chip';
import { defaultAccount } from './default-account';
import type { Draft, Kind } from './draft';
import { KindChoice } from './kind-choice';
import { PairChoice } from './pair-choice';
import { findPayee, type Payee } from './payees';
import { hasDetails, type PlacedErrors } from './placed-errors';
import type { KnownRates } from './rate-fields';
import { TagsAndNote } from './tags-and-note';
import type { Pair } from './usual-pairs';

/** Most entries need neither. */
const RateFields = lazy(() => loadPart(() => import('./rate-fields')));
const TransferFields = lazy(() => loadPart(() => import('./transfer-fields')));

/** Loads them before they are needed, as the connection may be lost until then. */
export const loadRareFields = () => void Promise.all([import('./rate-fields'), import('./transfer-fields')]).catch(() => undefined);

interface EntryFieldsProps {
  draft: Draft;
  choices: Choices;
  errors: PlacedErrors['fields'];
  /** What fills in a new entry; an existing one is changed by hand only. */
  known?: Known;
  /** Shown after the fields, depending on the kind, with the fields for the rate if there are any. */
  children: (isTransfer: boolean, rate: ReactNode) => ReactNode;
  onKind?: (kind: Kind) => void;
}

interface Known extends KnownRates {
  payees: readonly Payee[];
  /** The accounts to choose from, the last used first. */
  accounts: readonly Account[];
  /** The categories and accounts used together, the most used first. */
  pairs: readonly Pair[];
  /** The default date. */
  day: string;
}

/** The fields of an entry. They are uncontrolled, so that text typed before scripts load is kept. */
export function EntryFields({ draft, choices, errors, known, children, onKind }: EntryFieldsProps) {
  const [kind, setKind] = useState(draft.kind);
  const [currency, setCurrency] = useState(draft.currency);
  const [date, setDate] = useState(draft.date);
  const [categoryId, setCategoryId] = useState(draft.categoryId);
  const [accountId, setAccountId] = useState(draft.accountId);
  const [accountIds, setAccountIds] = useState<[string, string]>([draft.accountId, draft.toAccountId]);
  const payee = useRef<HTMLInputElement>(null);
  const category = useRef<HTMLSelectElement>(null);
  const account = useRef<HTMLInputElement>(null);
  const isCategoryChosen = useRef(draft.categoryId !== '');
  const isAccountChosen = useRef(draft.accountId !== '');
  const { accounts, home, locale } = choices;
  const isTransfer = kind === 'transfer';

  /** Whether the API takes an entry in this currency on an account: in another than its own only with a rate to the home currency. */
  const accepts = (id: string, ofCurrency: string): boolean => {
    const own = known!.accounts.find((each) => each.id === id)?.currency;
    const typed = payee.current!.form!.elements.namedItem('rate') as HTMLInputElement | null;
    return own === ofCurrency || (own === home && Boolean(typed?.value));
  };

  const showCategory = (id: string) => {
    category.current!.value = id;
    setCategoryId(id);
  };
  const chooseAccount = (id: string) => {
    isAccountChosen.current = true;
    enterValue(account.current!, id);
  };

  /** Fills in what the payee's last entry of this kind has. A guess that no longer matches is withdrawn; a choice stays. */
  const guess = (ofKind: Kind, ofCurrency = currency) => {
    if (!known || ofKind === 'transfer') return;
    const last = findPayee(known.payees, payee.current!.value, ofKind);
    if (!isCategoryChosen.current) showCategory(last?.categoryId ?? '');
    if (isAccountChosen.current || !account.current) return;
    enterValue(account.current, last?.accountId && accepts(last.accountId, ofCurrency) ? last.accountId : '');
  };

  const byDefault = defaultAccount(accounts, currency, kind);
  /** An account in another currency takes the entry at most with a rate, if it is in the home currency. */
  const isOffered = (id: string | null): boolean => {
    const own = known!.accounts.find((each) => each.id === id)?.currency;
    return id === null || own === currency || own === home;
  };

  const rate = (
    <RareFields isNew={Boolean(known)}>
      {currency !== home && (
        <RateFields
          key={currency}
          {...{ home, currency, date, errors, known, locale }}
          typed={currency === draft.currency ? draft : undefined}
          hidden={isTransfer}
        />
      )}
    </RareFields>
  );

  return (
    <>
      <KindChoice
        kind={kind}
        onChoose={(chosen) => {
          // The fields stay as they are until those of the other kind are loaded.
          startTransition(() => setKind(chosen));
          guess(chosen);
          onKind?.(chosen);
        }}
      />
      <div className={`grid gap-3 ${isTransfer ? '' : 'grid-cols-[1fr_auto]'}`}>
        <Field label="Amount" error={errors.amount} hasHiddenLabel={Boolean(known)}>
          <input
            className="field h-14 scroll-mt-4 text-2xl font-semibold tabular-nums"
            name="amount"
            inputMode="decimal"
            autoComplete="off"
            placeholder={plainAmount(0, currency, locale)}
            required
            autoFocus={Boolean(known)}
            defaultValue={draft.amount}
            // Phones show the keypad, which a keyboard would cover.
            onFocus={(event) => known && (event.target.inputMode = matchMedia('(width < 40rem)').matches ? 'none' : 'decimal')}
          />
        </Field>
        <Field label="Currency" error={errors.currency} hidden={isTransfer} hasHiddenLabel={Boolean(known)}>
          <select
            className="field h-14 w-24 text-clip"
            name="currency"
            defaultValue={draft.currency}
            onChange={({ target: { value } }) => {
              startTransition(() => setCurrency(value));
              guess(kind, value);
            }}
          >
            <CurrencyOptions used={[draft.currency, home, ...accounts.map((each) => each.currency)]} />
          </select>
        </Field>
      </div>
      {known && (
        <div className="flex flex-wrap gap-2">
          <DateChip day={known.day} date={draft.date} locale={locale} error={errors.date} onDate={setDate} />
          {!isTransfer && (
            <AccountChip
              accounts={known.accounts}
              all={accounts}
              byDefault={byDefault}
              accountId={accountId}
              field={account}
              error={errors.accountId}
              onAccount={setAccountId}
              onChoose={chooseAccount}
            />
          )}
          <Disclosure summary="Tags, note" isOpen={hasDetails(draft, errors)} padding="" hasFocus className="open:w-full">
            <div className="grid grid-cols-2 gap-3">
              <TagsAndNote {...{ draft, errors }} />
            </div>
          </Disclosure>
        </div>
      )}
      <div className="grid grid-cols-2 gap-3">
        {known && rate}
        <RareFields isNew={Boolean(known)}>
          {isTransfer && <TransferFields {...{ draft, choices, errors, accountIds }} onAccount={setAccountIds} />}
        </RareFields>
        <Field label={kind === 'income' ? 'Payer' : 'Payee'} error={errors.payee}>
          <input
            className="field"
            name="payee"
            ref={payee}
            // What is filled in shows before the entry is sent.
            onInput={() => guess(kind)}
            onBlur={() => guess(kind)}
            autoComplete="off"
            list="payees"
            placeholder={kind === 'income' ? 'Employer' : kind === 'transfer' ? 'Optional' : 'Corner shop'}
            defaultValue={draft.payee}
          />
        </Field>
        <Field label="Category" error={errors.categoryId} hidden={isTransfer}>
          <select
            className="field"
            name="categoryId"
            ref={category}
            defaultValue={draft.categoryId}
            onChange={({ target: { value } }) => {
              isCategoryChosen.current = value !== '';
              setCategoryId(value);
            }}
          >
            <option value="">None</option>
            <CategoryOptions categories={choices.categories} />
          </select>
        </Field>
      </div>
      {known && !isTransfer && (
        <PairChoice
          pairs={known.pairs.filter((pair) => pair.kind === kind && isOffered(pair.accountId))}
          categories={choices.categories}
          accounts={known.accounts}
          isChosen={(pair) => pair.categoryId === categoryId && (pair.accountId ?? 'none') === (accountId || (byDefault?.id ?? 'none'))}
          onChoose={(pair) => {
            isCategoryChosen.current = true;
            showCategory(pair.categoryId);
            category.current!.dispatchEvent(new Event('input', { bubbles: true }));
            chooseAccount(pair.accountId ?? 'none');
          }}
        />
      )}
      {children(isTransfer, rate)}
      {known && (
        <datalist id="payees">
          {known.payees
            .filter((each) => each.kind === kind)
            .map(({ name }) => (
              <option key={name} value={name} />
            ))}
        </datalist>
      )}
    </>
  );
}

/** A new entry shows its other fields meanwhile. An existing one waits for all: saved without some, it would lose what they hold. */
const RareFields = ({ isNew, children }: { isNew: boolean; children: ReactNode }) => (isNew ? <Suspense>{children}</Suspense> : children);
