'use client';

import { useActionState } from 'react';
import type { Category } from '@/api/schemas';
import { Alert } from '@/ui/alert';
import { Field } from '@/ui/field';
import { addExpense } from './actions';
import { CURRENCIES } from './currencies';
import { today } from './day';

interface AddExpenseFormProps {
  categories: Category[];
  /** The currency that was used last. */
  currency: string;
}

export function AddExpenseForm({ categories, currency }: AddExpenseFormProps) {
  const [{ message, errors, values }, submit, pending] = useActionState(addExpense, {});
  return (
    <form action={submit} className="card grid grid-cols-2 gap-4 p-4 sm:grid-cols-6 sm:p-5" noValidate aria-label="Add an expense">
      <div className="col-span-full empty:hidden">
        <Alert>{message}</Alert>
      </div>
      <Field label="Amount" error={errors?.['amount']} className="sm:col-span-2">
        <input className="field tabular-nums" name="amount" inputMode="decimal" autoComplete="off" placeholder="12.50" required defaultValue={values?.['amount']} />
      </Field>
      <Field label="Currency" error={errors?.['currency']} className="sm:col-span-2">
        <select className="field" name="currency" defaultValue={values?.['currency'] ?? currency} key={values?.['currency'] ?? currency}>
          {CURRENCIES.map((code) => (
            <option key={code}>{code}</option>
          ))}
        </select>
      </Field>
      <Field label="Date" error={errors?.['date']} className="col-span-full sm:col-span-2">
        {/* The server's today may be another than the browser's. */}
        <input className="field" name="date" type="date" required defaultValue={values?.['date'] ?? today()} suppressHydrationWarning />
      </Field>
      <Field label="Payee" error={errors?.['payee']} className="col-span-full sm:col-span-3">
        <input className="field" name="payee" autoComplete="off" placeholder="Corner shop" maxLength={200} defaultValue={values?.['payee']} />
      </Field>
      <Field label="Category" error={errors?.['categoryId']} className="col-span-full sm:col-span-3">
        <select className="field" name="categoryId" defaultValue={values?.['categoryId'] ?? ''} key={values?.['categoryId'] ?? ''}>
          <option value="">None</option>
          {categories.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Field>
      <Field label="Note" error={errors?.['note']} className="col-span-full sm:col-span-4">
        <input className="field" name="note" autoComplete="off" placeholder="Optional" maxLength={2000} defaultValue={values?.['note']} />
      </Field>
      <div className="col-span-full flex items-end sm:col-span-2">
        <button type="submit" className="button button-main w-full" disabled={pending}>
          Add expense
        </button>
      </div>
    </form>
  );
}
