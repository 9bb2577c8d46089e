import { useEffect, useRef, useState } from 'react';
import type { NewTransaction } from '@/api/generated';
import { formatShortDay } from '@/days/day';
import { parseAmount } from '@/money/money';
import { rateBetween } from '@/money/rate';
import { plainRate } from '@/money/typed-rate';
import { Field } from '@/ui/field';
import type { Draft } from './draft';
import type { PlacedErrors } from './placed-errors';
import { findRate, type KnownRate, ratesOf } from './rates';

/** What a rate is proposed from. */
export interface KnownRates {
  rates: readonly KnownRate[];
  /** Later entries than those that the rates are from, latest first. */
  added: readonly Pick<NewTransaction, 'currency' | 'date' | 'rate'>[];
}

interface RateFieldsProps {
  /** What was typed before; undefined if it belongs to another currency. */
  typed: Pick<Draft, 'rate' | 'homeAmount'> | undefined;
  home: string;
  currency: string;
  date: string;
  errors: PlacedErrors['fields'];
  /** Undefined for an entry that is edited: nothing is proposed. */
  known: KnownRates | undefined;
  locale: string;
  hidden: boolean;
}

/** The exchange rate of an entry, or what the amount came to in the home currency, as a statement says: it gives the rate. */
export default function RateFields({ typed, home, currency, date, errors, known, locale, hidden }: RateFieldsProps) {
  /** Undefined until one is typed. */
  const [rate, setRate] = useState(typed?.rate || undefined);
  const [total, setTotal] = useState(typed?.homeAmount ?? '');
  const [amount, setAmount] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const form = field.current!.form!;
    const readAmount = () => setAmount((form.elements.namedItem('amount') as HTMLInputElement).value);
    readAmount();
    form.addEventListener('input', readAmount);
    return () => form.removeEventListener('input', readAmount);
  }, []);
  const last = known && findRate([...ratesOf(known.added), ...known.rates], currency, date);
  const isProposed = last !== undefined && rate === undefined && total === '';
  return (
    <>
      <Field
        label={`Exchange rate to ${home}`}
        error={errors.rate}
        hint={isProposed ? `Your rate of ${formatShortDay(last.date, locale)}` : `1 ${currency} in ${home}`}
        hidden={hidden}
      >
        <input
          className="field tabular-nums"
          name="rate"
          ref={field}
          inputMode="decimal"
          autoComplete="off"
          placeholder={plainRate('0.92', locale)}
          value={total ? computeRate(amount, currency, total, home, locale) : (rate ?? plainRate(last?.rate ?? '', locale))}
          onChange={(event) => {
            setRate(event.target.value);
            setTotal('');
          }}
        />
      </Field>
      <Field label={`or total in ${home}`} error={errors.homeAmount} hidden={hidden}>
        <input
          className="field tabular-nums"
          name="homeAmount"
          inputMode="decimal"
          autoComplete="off"
          placeholder="As billed"
          value={total}
          onChange={(event) => setTotal(event.target.value)}
        />
      </Field>
    </>
  );
}

function computeRate(amount: string, currency: string, total: string, home: string, locale: string): string {
  const [from, to] = [parseAmount(amount, currency, locale), parseAmount(total, home, locale)];
  const rate = 'error' in from || 'error' in to ? undefined : rateBetween(from.minorUnits, currency, to.minorUnits, home);
  return plainRate(rate ?? '', locale);
}
