import { headers } from 'next/headers';
import { logOut } from '@/account/actions';
import { listCategories, listExpenses } from '@/api/expenses-api';
import { AddExpenseForm } from '@/expenses/add-expense-form';
import { ExpenseList } from '@/expenses/expense-list';
import { formatAmount, totals } from '@/money/money';
import { requireAccessToken } from '@/session/session';
import { Logo } from '@/ui/logo';
import { preferredLocale } from '@/ui/locale';

export default async function ExpensesPage() {
  const token = await requireAccessToken('/');
  const [{ items: categories }, { items: expenses }] = await Promise.all([listCategories(token), listExpenses(token)]);
  const locale = preferredLocale((await headers()).get('accept-language'));
  return (
    <div className="mx-auto w-full max-w-3xl px-4 pb-16 sm:px-6">
      <header className="flex items-center justify-between py-4">
        <Logo />
        <form action={logOut}>
          <button type="submit" className="button button-quiet -mr-4">
            Log out
          </button>
        </form>
      </header>
      <main className="space-y-6">
        <h1 className="sr-only">Your expenses</h1>
        <AddExpenseForm categories={categories} currency={expenses[0]?.currency ?? 'EUR'} />
        <section className="space-y-3">
          <div className="flex items-baseline justify-between px-1">
            <h2 className="font-semibold tracking-tight">Latest</h2>
            <p className="text-sm text-faint tabular-nums">
              {totals(expenses)
                .map(({ amount, currency }) => formatAmount(amount, currency, locale))
                .join(' + ')}
            </p>
          </div>
          <ExpenseList expenses={expenses} categories={categories} locale={locale} />
        </section>
      </main>
    </div>
  );
}
