import type { Transaction } from '@/api/generated';
import { formText } from '@/ui/form-texts';

export type Kind = Transaction['kind'];

export const KINDS: readonly Kind[] = ['expense', 'income', 'transfer'];

/** The unvalidated text of an entry form. */
export interface Draft {
  kind: Kind;
  amount: string;
  currency: string;
  date: string;
  payee: string;
  categoryId: string;
  /** An id, "" to let the API choose, or "none". */
  accountId: string;
  toAccountId: string;
  toAmount: string;
  rate: string;
  /** What the amount came to in the home currency, instead of the rate. */
  homeAmount: string;
  tags: string;
  note: string;
}

export const emptyDraft = (currency: string, date: string): Draft => ({
  kind: 'expense',
  amount: '',
  currency,
  date,
  payee: '',
  categoryId: '',
  accountId: '',
  toAccountId: '',
  toAmount: '',
  rate: '',
  homeAmount: '',
  tags: '',
  note: '',
});

/** Whether nothing was typed. A rate alone may be a proposal. */
export const isEmptyDraft = ({ amount, payee, toAmount, homeAmount, tags, note }: Draft): boolean =>
  ![amount, payee, toAmount, homeAmount, tags, note].some(Boolean);

/** Reads a draft from a form. */
export function readDraft(form: FormData): Draft {
  const draft = emptyDraft('', '');
  for (const name of Object.keys(draft) as (keyof Draft)[]) draft[name] = tidy(formText(form, name)) as Kind;
  return draft;
}

/** Forms return line breaks in one way only, and a space at an end is no input. */
export const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').trim();
