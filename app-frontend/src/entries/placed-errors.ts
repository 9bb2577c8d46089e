import type { Draft } from './draft';
import type { Context } from './to-entry';

/** Errors that an entry form can show at its fields, and the text for all others. */
export interface PlacedErrors {
  fields: Partial<Record<keyof Draft, string>>;
  /** For the whole form: no field shows these. */
  rest: string;
}

/** Finds the field of each error. An error of a list's item belongs to the list: "tags.0" to the tags. */
export function placeErrors(errors: Record<string, string>, draft: Draft, { accounts, home }: Context): PlacedErrors {
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

function shownFields({ kind, currency, accountId, toAccountId }: Draft, accounts: Context['accounts'], home: string) {
  const [from, to] = [accountId, toAccountId].map((id) => accounts.find((account) => account.id === id)?.currency);
  const own: (keyof Draft)[] =
    kind === 'transfer'
      ? ['toAccountId', ...(from && to && from !== to ? (['toAmount'] as const) : [])]
      : ['currency', 'categoryId', ...(currency === home ? [] : (['rate', 'homeAmount'] as const))];
  return [...own, 'amount', 'payee', 'date', 'accountId', 'tags', 'note'];
}

/** Whether the details, which are closed at first, have input or an error. */
export const hasDetails = ({ tags, note }: Draft, errors: Partial<Record<keyof Draft, string>>): boolean =>
  [tags, note, errors.tags, errors.note].some(Boolean);
