'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { createExpense, deleteExpense } from '@/api/expenses-api';
import { parseAmount } from '@/money/money';
import { renewedAccessToken } from '@/session/session';
import { toFormState } from '@/ui/form-problem';
import type { FormState } from '@/ui/form-state';

export async function addExpense(_: FormState, form: FormData): Promise<FormState> {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const values = Object.fromEntries(['amount', 'currency', 'date', 'payee', 'categoryId', 'note'].map((name) => [name, text(name)]));
  const amount = parseAmount(text('amount'), text('currency'));
  if ('error' in amount) return { errors: { amount: amount.error }, values };

  const token = await signedIn();
  try {
    await createExpense(token, {
      amount: amount.minorUnits,
      currency: text('currency'),
      date: text('date'),
      payee: text('payee') || null,
      note: text('note') || null,
      categoryId: text('categoryId') || null,
    });
  } catch (error) {
    return toFormState(error, values);
  }
  revalidatePath('/');
  // The next one is often of the same day and currency.
  return { values: { currency: values['currency'] ?? '', date: values['date'] ?? '' } };
}

export async function removeExpense(id: string): Promise<void> {
  await deleteExpense(await signedIn(), id);
  revalidatePath('/');
}

async function signedIn(): Promise<string> {
  return (await renewedAccessToken()) ?? redirect('/login');
}
