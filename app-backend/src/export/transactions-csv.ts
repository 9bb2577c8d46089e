import type { ExportedTransaction } from './export.schema.js';
import type { Ledger } from './export.service.js';

/** Excel reads a file as UTF-8 only if it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Spreadsheets run a cell that begins like this as a formula, even if quoted. Some ignore spaces, or the width of the sign. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Writes transactions as CSV (RFC 4180) for spreadsheets. */
export async function* transactionsCsv({ person, accounts, categories, transactions }: Ledger): AsyncGenerator<string> {
  const accountOf = (id: string | null) => accounts.find((account) => account.id === id);
  const categoryOf = (id: string | null): string | undefined => {
    const category = categories.find((known) => known.id === id);
    return category?.parentId ? `${categoryOf(category.parentId)} / ${category.name}` : category?.name;
  };
  const columns: Record<string, (entry: ExportedTransaction) => string | null | undefined> = {
    Date: ({ date }) => date,
    Kind: ({ kind }) => kind,
    Amount: ({ amountDecimal }) => amountDecimal,
    Currency: ({ currency }) => currency,
    Account: ({ accountId }) => accountOf(accountId)?.name,
    'To amount': ({ toAmountDecimal }) => toAmountDecimal,
    'To currency': ({ toAccountId }) => accountOf(toAccountId)?.currency,
    'To account': ({ toAccountId }) => accountOf(toAccountId)?.name,
    Rate: ({ rate }) => rate,
    'Home amount': ({ homeAmountDecimal }) => homeAmountDecimal,
    'Home currency': () => person.homeCurrency,
    Category: ({ categoryId }) => categoryOf(categoryId),
    Payee: ({ payee }) => payee,
    Note: ({ note }) => note,
    Tags: ({ tags }) => tags.join(', '),
  };
  yield BYTE_ORDER_MARK + line(Object.keys(columns));
  const cells = Object.values(columns);
  for await (const batch of transactions) yield batch.map((entry) => line(cells.map((cell) => cell(entry)))).join('');
}

const line = (cells: (string | null | undefined)[]): string => `${cells.map((cell) => quoted(cell ?? '')).join(',')}\r\n`;

/** Quotes a cell. The apostrophe before a formula makes spreadsheets show it as text. */
const quoted = (cell: string): string => `"${FORMULA.test(cell) ? "'" : ''}${cell.replaceAll('"', '""')}"`;
