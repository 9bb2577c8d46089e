import type { AccountRow, TransactionRow } from '../database/tables.js';
import type { FieldProblem } from '../errors/problems.js';
import { MAX_AMOUNT } from '../money/amount.js';
import { homeAmount } from '../money/rate.js';

/** A transaction to be written, with the columns of the table. */
export type Entry = Pick<
  TransactionRow,
  'kind' | 'amount' | 'currency' | 'rate' | 'category_id' | 'account_id' | 'to_account_id' | 'to_amount'
>;

export interface EntryProblem extends FieldProblem {
  /** Says it of the entry as a whole, for a request that changes many: "is a transfer and can't have a category". */
  predicate?: string;
}

export interface RuleContext {
  home: string;
  from?: AccountRow | undefined;
  to?: AccountRow | undefined;
}

/** Lists what contradicts itself or the accounts. */
export function contradictions(entry: Entry, context: RuleContext): EntryProblem[] {
  const problems = entry.kind === 'transfer' ? transferProblems(entry, context) : expenseOrIncomeProblems(entry, context);
  const inHome = homeAmount(entry.amount, entry.currency, entry.rate, context.home);
  if (entry.currency === context.home && entry.rate !== null)
    problems.push({ path: 'rate', message: `must be null: ${context.home} is your home currency` });
  else if (inHome !== null && inHome > MAX_AMOUNT)
    problems.push({ path: 'rate', message: `makes the amount too large in ${context.home}` });
  return problems;
}

/** Checks whether an account accepts an entry: in its own currency, or in another with a rate if it is in the home currency. */
export const accepts = (account: AccountRow, { currency, rate }: Pick<Entry, 'currency' | 'rate'>, home: string): boolean =>
  account.currency === currency || (account.currency === home && rate !== null);

function expenseOrIncomeProblems(entry: Entry, { home, from }: RuleContext): EntryProblem[] {
  const problems: EntryProblem[] = [];
  if (entry.to_account_id !== null)
    problems.push({ path: 'toAccountId', message: 'must be null: only a transfer has a destination account' });
  if (entry.to_amount !== null) problems.push({ path: 'toAmount', message: 'must be null: only a transfer has a destination account' });
  if (from && !accepts(from, entry, home)) {
    if (from.currency === home)
      problems.push({
        path: 'rate',
        message: `is required: the account "${from.name}" is in ${home}`,
        predicate: `is in ${entry.currency} without an exchange rate, but the account "${from.name}" is in ${home}`,
      });
    else problems.push(otherCurrency(entry, from));
  }
  return problems;
}

function transferProblems(entry: Entry, { from, to }: RuleContext): EntryProblem[] {
  const problems: EntryProblem[] = [];
  if (entry.category_id !== null)
    problems.push({
      path: 'categoryId',
      message: 'must be null for a transfer',
      predicate: "is a transfer and can't have a category",
    });
  if (entry.rate !== null) problems.push({ path: 'rate', message: 'must be null for a transfer: set toAmount instead' });
  if (!from) problems.push({ path: 'accountId', message: 'is required for a transfer', predicate: 'is a transfer and needs an account' });
  else if (from.currency !== entry.currency) problems.push(otherCurrency(entry, from));
  if (!to) problems.push({ path: 'toAccountId', message: 'is required for a transfer' });
  else if (from?.id === to.id)
    problems.push({
      path: 'toAccountId',
      message: 'must differ from accountId',
      predicate: 'is a transfer and needs two different accounts',
    });
  else if (entry.to_amount === null)
    problems.push({ path: 'toAmount', message: `is required: the account "${to.name}" is in ${to.currency}` });
  else if (to.currency === entry.currency && entry.to_amount !== entry.amount)
    problems.push({ path: 'toAmount', message: 'must equal amount: both accounts are in the same currency' });
  return problems;
}

const otherCurrency = ({ currency }: Entry, account: AccountRow): EntryProblem => ({
  path: 'currency',
  message: `must be ${account.currency}, the currency of the account "${account.name}"`,
  predicate: `is in ${currency}, but the account "${account.name}" is in ${account.currency}`,
});
