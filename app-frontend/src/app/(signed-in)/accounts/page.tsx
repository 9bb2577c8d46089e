import type { Metadata } from 'next';
import { AccountCard } from '@/accounts/account-card';
import { AccountFields } from '@/accounts/account-fields';
import { createAccount } from '@/accounts/actions';
import { unwrap } from '@/api/client';
import { accountsList, peopleMe } from '@/api/generated';
import { formatShortDay } from '@/days/day';
import { CurrencyOptions } from '@/money/currency-options';
import { formatSum } from '@/money/money';
import { preferences } from '@/preferences/preferences';
import { signedInPage } from '@/session/signed-in-page';
import { ActionForm, SelectField } from '@/ui/action-form';
import { Empty } from '@/ui/empty';

export const metadata: Metadata = { title: 'Accounts' };

export default function AccountsPage() {
  return signedInPage({ path: '/accounts', section: 'accounts' }, async (client) => {
    const { locale, today } = await preferences();
    const [{ items }, person] = await Promise.all([unwrap(accountsList({ client, query: { on: today } })), unwrap(peopleMe({ client }))]);
    const currencies = [...new Set(items.map(({ currency }) => currency))];
    const sums = currencies.map((currency) =>
      formatSum(
        items.reduce((sum, account) => sum + (account.currency === currency ? (account.balance ?? Infinity) : 0), 0),
        currency,
        locale,
      ),
    );
    return (
      <div className="space-y-5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <h1 className="title">Accounts</h1>
          {sums.length > 0 && (
            <p className="text-sm text-faint">
              Total on {formatShortDay(today, locale)} <span className="font-semibold text-ink tabular-nums">{sums.join(' and ')}</span>.
              Later entries are not counted yet.
            </p>
          )}
        </div>
        <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
          {items.length > 0 ? (
            <ul className="grid grid-cols-1 items-start gap-3 sm:grid-cols-2 lg:grid-cols-1">
              {items
                .toSorted((a, b) => Number(a.archived) - Number(b.archived))
                .map((account) => (
                  <AccountCard key={account.id} account={account} locale={locale} />
                ))}
            </ul>
          ) : (
            <Empty title="No accounts yet">Add a wallet, a bank account or a card. Its balance follows from your entries.</Empty>
          )}
          <section className="card p-4 sm:p-5" aria-labelledby="new-account">
            <h2 id="new-account" className="subtitle mb-3">
              New account
            </h2>
            <ActionForm action={createAccount} submit="Add account" variant="main" label="New account">
              <AccountFields />
              <SelectField name="currency" label="Currency" defaultValue={person.homeCurrency} hint="You can't change it later.">
                <CurrencyOptions used={[person.homeCurrency]} />
              </SelectField>
            </ActionForm>
          </section>
        </div>
      </div>
    );
  });
}
