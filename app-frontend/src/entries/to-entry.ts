import type { NewTransaction } from '@/api/generated';
import { parseAmount } from '@/money/money';
import { parseRate } from '@/money/typed-rate';
import type { Draft } from './draft';

interface AccountCurrency {
  id: string;
  currency: string;
}

/** What a draft's texts refer to. */
export interface Context {
  accounts: readonly AccountCurrency[];
  /** The home currency. */
  home: string;
  locale?: string;
}

export type EntryOrErrors = { entry: NewTransaction } | { errors: Partial<Record<keyof Draft, string>> };

/** Validates a draft: returns the entry for the API, or the errors by field. */
export function toEntry(draft: Draft, context: Context): EntryOrErrors {
  const common = { kind: draft.kind, date: draft.date, payee: draft.payee || null, note: draft.note || null, tags: toTags(draft.tags) };
  if (!/^\d{4}-\d\d-\d\d$/.test(draft.date)) return { errors: { date: 'Enter a date.' } };
  return draft.kind === 'transfer' ? toTransfer(draft, common, context) : toExpenseOrIncome(draft, common, context);
}

type Common = Pick<NewTransaction, 'kind' | 'date' | 'payee' | 'note' | 'tags'>;

function toExpenseOrIncome(draft: Draft, common: Common, { home, locale }: Context): EntryOrErrors {
  const amount = parseAmount(draft.amount, draft.currency, locale);
  if ('error' in amount) return { errors: { amount: amount.error } };
  const account = draft.accountId === '' ? {} : { accountId: draft.accountId === 'none' ? null : draft.accountId };
  const parsed = draft.rate ? parseRate(draft.rate, locale) : { rate: null };
  if ('error' in parsed) return { errors: { rate: parsed.error } };
  const { rate } = parsed;
  // The form computes the rate from a total.
  if (draft.homeAmount && !rate) {
    const total = parseAmount(draft.homeAmount, home, locale);
    const problem =
      'error' in total ? total.error.replace('Amount', 'Total') : `No rate gives this total in ${home}. Correct it, or enter the rate.`;
    return { errors: { homeAmount: problem } };
  }
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
function toTransfer(draft: Draft, common: Common, { accounts, locale }: Context): EntryOrErrors {
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
