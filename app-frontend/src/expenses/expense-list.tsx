import type { Category, Expense } from '@/api/schemas';
import { formatAmount } from '@/money/money';
import { removeExpense } from './actions';
import { formatDay } from './day';

interface ExpenseListProps {
  expenses: Expense[];
  categories: Category[];
  locale: string;
}

/** Newest first, under the day that they were made on. */
export function ExpenseList({ expenses, categories, locale }: ExpenseListProps) {
  if (expenses.length === 0) {
    return (
      <p className="card px-5 py-12 text-center text-faint">
        Nothing entered yet. Add what you spent last: an amount and a day are enough.
      </p>
    );
  }
  const names = new Map(categories.map(({ id, name }) => [id, name]));
  return (
    <ol className="card divide-y divide-line" aria-label="Expenses">
      {expenses.map((expense, index) => (
        <li key={expense.id}>
          {expense.date !== expenses[index - 1]?.date && <p className="px-5 pt-4 pb-1 text-xs font-medium text-faint">{formatDay(expense.date, locale)}</p>}
          <ExpenseRow expense={expense} category={names.get(expense.categoryId ?? '')} locale={locale} />
        </li>
      ))}
    </ol>
  );
}

/** One expense, titled by the first thing that is known of it: whom it went to, what for, or the note. */
function ExpenseRow({ expense, category, locale }: { expense: Expense; category: string | undefined; locale: string }) {
  const [title = 'Expense', ...details] = [expense.payee, category, expense.note].filter((known) => known != null && known !== '');
  return (
    <div className="flex min-h-14 items-center gap-3 px-5 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{title}</p>
        {details.length > 0 && <p className="truncate text-sm text-faint">{details.join(' · ')}</p>}
      </div>
      <p className="font-medium whitespace-nowrap tabular-nums">{formatAmount(expense.amount, expense.currency, locale)}</p>
      <form action={removeExpense.bind(null, expense.id)}>
        <button type="submit" className="button button-quiet -mr-3 px-3" aria-label={`Delete ${title}`}>
          ✕
        </button>
      </form>
    </div>
  );
}
