import type { Transaction } from '@/api/generated';
import { formatAmount } from '@/money/money';
import type { Choices } from './choices';

type Shown = Pick<Transaction, 'kind' | 'payee' | 'note' | 'categoryId' | 'accountId' | 'toAccountId' | 'amount' | 'currency'>;

/** Letters from right to left, and marks that turn the direction. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\u202a-\u202e\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Keeps what follows a text in Hebrew or Arabic, such as a date, in its order. */
const isolated = (text: string): string => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text);

/** Returns a title for a transaction: the payee, the category or the note. */
export const titleOf = (entry: Shown, choices: Pick<Choices, 'accounts' | 'categories'>): string => isolated(nameEntry(entry, choices));

function nameEntry(entry: Shown, choices: Pick<Choices, 'accounts' | 'categories'>): string {
  if (entry.kind === 'transfer') return entry.payee ?? `To ${nameOf(choices.accounts, entry.toAccountId) ?? 'another account'}`;
  return (
    entry.payee ??
    nameOf(choices.categories, entry.categoryId) ??
    (entry.note || undefined) ??
    (entry.kind === 'income' ? 'Income' : 'Expense')
  );
}

/** Formats the amount. Only income has a sign: expenses are the rule. */
export const amountOf = ({ kind, amount, currency }: Shown, locale: string): string =>
  formatAmount(amount, currency, locale, kind === 'income' ? 'exceptZero' : 'auto');

export const nameOf = (things: readonly { id: string; name: string }[], id: string | null | undefined): string | undefined =>
  things.find((thing) => thing.id === id)?.name;
