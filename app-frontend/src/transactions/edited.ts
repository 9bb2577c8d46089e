import type { NewTransaction, Transaction, TransactionChange } from '@/api/generated';
import type { Choices } from '@/entries/choices';
import { type Draft, tidy } from '@/entries/draft';
import { plainAmount } from '@/money/money';
import { plainRate } from '@/money/typed-rate';

/** How the question before an edit is lost names it. */
export const EDITED = 'this entry';

/** Fields that the API resets when another one changes, unless they are sent too. */
const RESET_WITH: Partial<Record<keyof NewTransaction, (keyof NewTransaction)[]>> = {
  kind: ['categoryId', 'rate', 'accountId', 'toAccountId', 'toAmount'],
  currency: ['rate', 'accountId', 'toAmount'],
  amount: ['toAmount'],
  toAccountId: ['toAmount'],
};

/** Returns the fields to send to turn one entry into another: those that differ, and those that would be reset with them. */
export function changesBetween(before: Partial<NewTransaction>, after: NewTransaction): TransactionChange {
  const names = Object.keys(after) as (keyof NewTransaction)[];
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  const sent = new Set(changed.flatMap((name) => [name, ...(RESET_WITH[name] ?? [])]));
  return Object.fromEntries(names.filter((name) => sent.has(name)).map((name) => [name, after[name]]));
}

/** Makes a draft to edit a transaction. */
export const draftOf = (transaction: Transaction, locale?: string): Draft => ({
  kind: transaction.kind,
  amount: plainAmount(transaction.amount, transaction.currency, locale),
  currency: transaction.currency,
  date: transaction.date,
  payee: tidy(transaction.payee ?? ''),
  categoryId: transaction.categoryId ?? '',
  accountId: transaction.accountId ?? 'none',
  toAccountId: transaction.toAccountId ?? '',
  // Only transfers between currencies have this field; editorsDraft fills it in.
  toAmount: '',
  rate: plainRate(transaction.rate ?? '', locale),
  homeAmount: '',
  tags: transaction.tags.join(', '),
  note: tidy(transaction.note ?? ''),
});

/** The draft of a transaction, as its form returns it unchanged. */
export function editorsDraft(transaction: Transaction, { accounts, locale }: Choices): Draft {
  const to = accounts.find(({ id }) => id === transaction.toAccountId);
  const from = accounts.find(({ id }) => id === transaction.accountId);
  const hasArrival = to && from && to.currency !== from.currency && transaction.toAmount !== null;
  return { ...draftOf(transaction, locale), ...(hasArrival && { toAmount: plainAmount(transaction.toAmount!, to.currency, locale) }) };
}
