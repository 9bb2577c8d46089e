import type { NewTransaction, Transaction } from '@/api/generated';
import { parseAmount, plainAmount } from '@/money/money';
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
  tags: string;
  note: string;
}

export const emptyDraft = (currency: string, date: string, kind: Kind = 'expense'): Draft => ({
  kind,
  amount: '',
  currency,
  date,
  payee: '',
  categoryId: '',
  accountId: '',
  toAccountId: '',
  toAmount: '',
  rate: '',
  tags: '',
  note: '',
});

/** Reads a draft from a form. */
export function readDraft(form: FormData): Draft {
  const draft = emptyDraft('', '');
  for (const name of Object.keys(draft) as (keyof Draft)[]) draft[name] = formText(form, name).trim() as Kind;
  return draft;
}

/** Makes a draft to edit a transaction. */
export const draftOf = (transaction: Transaction, locale?: string): Draft => ({
  kind: transaction.kind,
  amount: plainAmount(transaction.amount, transaction.currency, locale),
  currency: transaction.currency,
  date: transaction.date,
  payee: transaction.payee ?? '',
  categoryId: transaction.categoryId ?? '',
  accountId: transaction.accountId ?? 'none',
  toAccountId: transaction.toAccountId ?? '',
  // Only transfers between currencies have this field; edit-form.tsx fills it in.
  toAmount: '',
  rate: transaction.rate ?? '',
  tags: transaction.tags.join(', '),
  note: transaction.note ?? '',
});

interface AccountCurrency {
  id: string;
  currency: string;
}

export type EntryOrErrors = { entry: NewTransaction } | { errors: Partial<Record<keyof Draft, string>> };

/** Validates a draft: returns the entry for the API, or the errors by field. */
export function toEntry(draft: Draft, accounts: readonly AccountCurrency[], locale?: string): EntryOrErrors {
  const common = { kind: draft.kind, date: draft.date, payee: draft.payee || null, note: draft.note || null, tags: toTags(draft.tags) };
  if (!/^\d{4}-\d\d-\d\d$/.test(draft.date)) return { errors: { date: 'Enter a date.' } };
  return draft.kind === 'transfer' ? toTransfer(draft, common, accounts, locale) : toExpenseOrIncome(draft, common, locale);
}

type Common = Pick<NewTransaction, 'kind' | 'date' | 'payee' | 'note' | 'tags'>;

function toExpenseOrIncome(draft: Draft, common: Common, locale?: string): EntryOrErrors {
  const amount = parseAmount(draft.amount, draft.currency, locale);
  if ('error' in amount) return { errors: { amount: amount.error } };
  const account = draft.accountId === '' ? {} : { accountId: draft.accountId === 'none' ? null : draft.accountId };
  const rate = draft.rate.replace(',', '.') || null;
  return {
    entry: {
      ...common,
      amount: amount.minorUnits,
      currency: draft.currency,
      rate,
      categoryId: draft.categoryId || null,
      ...account,
      toAccountId: null,
      toAmount: null,
    },
  };
}

/** A transfer is in the currency of its source account. */
function toTransfer(draft: Draft, common: Common, accounts: readonly AccountCurrency[], locale?: string): EntryOrErrors {
  const [from, to] = [draft.accountId, draft.toAccountId].map((id) => accounts.find((account) => account.id === id));
  if (!from) return { errors: { accountId: 'Choose the account to transfer from.' } };
  if (!to || to.id === from.id) return { errors: { toAccountId: 'Choose a different account to transfer to.' } };
  const amount = parseAmount(draft.amount, from.currency, locale);
  if ('error' in amount) return { errors: { amount: amount.error } };
  const arrives = from.currency === to.currency ? amount : parseAmount(draft.toAmount, to.currency, locale);
  if ('error' in arrives) return { errors: { toAmount: arrives.error.replace('Amount', 'Amount received') } };
  const entry = {
    ...common,
    amount: amount.minorUnits,
    currency: from.currency,
    rate: null,
    categoryId: null,
    accountId: from.id,
    toAccountId: to.id,
    toAmount: arrives.minorUnits,
  };
  return { entry };
}

/** Splits tags at commas and drops a leading #. */
export const toTags = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim().replace(/^#/, ''))
      .filter(Boolean),
  ),
];

/** Strips the fields that the API computes, to add a transaction again. */
export function toNewTransaction({
  id: _id,
  homeAmount: _homeAmount,
  createdAt: _createdAt,
  updatedAt: _updatedAt,
  ...entry
}: Transaction): NewTransaction {
  return entry;
}
