import type { NewTransaction, Transaction, TransactionChange } from '@/api/generated';
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

/** Whether nothing was typed. */
export const isEmptyDraft = ({ amount, payee, toAmount, rate, tags, note }: Draft): boolean =>
  ![amount, payee, toAmount, rate, tags, note].some(Boolean);

/** Reads a draft from a form. */
export function readDraft(form: FormData): Draft {
  const draft = emptyDraft('', '');
  for (const name of Object.keys(draft) as (keyof Draft)[]) draft[name] = tidy(formText(form, name)) as Kind;
  return draft;
}

/** Forms return line breaks in one way only, and a space at an end is no input. */
const tidy = (text: string): string => text.replace(/\r\n?/g, '\n').trim();

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
  // Only transfers between currencies have this field; edit-form.tsx fills it in.
  toAmount: '',
  rate: transaction.rate ?? '',
  tags: transaction.tags.join(', '),
  note: tidy(transaction.note ?? ''),
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

/** Errors that an entry form can show at its fields, and the text for all others. */
export interface PlacedErrors {
  fields: Partial<Record<keyof Draft, string>>;
  /** For the whole form: no field shows these. */
  rest: string;
}

/** Finds the field of each error. An error of a list's item belongs to the list: "tags.0" to the tags. */
export function placeErrors(
  errors: Record<string, string>,
  draft: Draft,
  { accounts, home }: { accounts: readonly AccountCurrency[]; home: string },
): PlacedErrors {
  const shown = shownFields(draft, accounts, home);
  const fields: Record<string, string> = {};
  const rest: string[] = [];
  for (const [path, text] of Object.entries(errors)) {
    const name = path.split('.')[0]!;
    if (shown.includes(name)) fields[name] = fields[name] ? `${fields[name]} ${text}` : text;
    else rest.push(text);
  }
  return { fields, rest: rest.join(' ') };
}

function shownFields({ kind, currency, accountId, toAccountId }: Draft, accounts: readonly AccountCurrency[], home: string) {
  const [from, to] = [accountId, toAccountId].map((id) => accounts.find((account) => account.id === id)?.currency);
  const own: (keyof Draft)[] =
    kind === 'transfer'
      ? ['toAccountId', ...(from && to && from !== to ? (['toAmount'] as const) : [])]
      : ['currency', 'categoryId', ...(currency === home ? [] : (['rate'] as const))];
  return [...own, 'amount', 'payee', 'date', 'accountId', 'tags', 'note'];
}

/** Whether the details, which are closed at first, have input or an error. */
export const hasDetails = ({ kind, accountId, rate, tags, note }: Draft, errors: Partial<Record<keyof Draft, string>>): boolean =>
  [rate, tags, note, errors.rate, errors.tags, errors.note, errors.date].some(Boolean) ||
  (kind !== 'transfer' && Boolean(accountId || errors.accountId));

/** Splits tags at commas and drops a leading #. */
export const toTags = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim().replace(/^#/, ''))
      .filter(Boolean),
  ),
];
