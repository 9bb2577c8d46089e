import { unwrap } from '@/api/client';
import { transactionsPage } from '@/api/generated';
import { loadChoices } from '@/entries/choices';
import { Keypad } from '@/entries/keypad';
import { payeesOf } from '@/entries/payees';
import { QuickEntry } from '@/entries/quick-entry';
import { ratesOf } from '@/entries/rates';
import { byLastUse } from '@/entries/recent-accounts';
import { pairsOf } from '@/entries/usual-pairs';
import { preferences } from '@/preferences/preferences';
import { signedInPage } from '@/session/signed-in-page';
import { Empty } from '@/ui/empty';
import { NavLink } from '@/ui/nav-link';

/** The number of entries that payees and rates are suggested from. */
const REMEMBERED = 200;
/** The number of entries listed, and more for those that are deleted meanwhile. */
const SHOWN = 16;

export default function EnterPage() {
  return signedInPage({ path: '/', section: 'enter' }, async (client, person) => {
    const [{ items }, choices, { locale, today }] = await Promise.all([
      unwrap(transactionsPage({ client, query: { sort: 'latest', limit: REMEMBERED } })),
      loadChoices(client),
      preferences(),
    ]);
    const currency = items.find(({ kind }) => kind !== 'transfer')?.currency ?? choices.home;
    return (
      <>
        <h1 className="sr-only">Enter what you spend</h1>
        {choices.accounts.length === 0 && (
          <p className="mb-4 rounded-xl bg-raised px-4 py-1 text-sm">
            You have no accounts yet, so there are no balances and no transfers.{' '}
            <NavLink href="/accounts" className="link inline-flex h-11 items-center">
              Add an account
            </NavLink>
          </p>
        )}
        <QuickEntry
          latest={items.slice(0, SHOWN)}
          payees={payeesOf(items)}
          pairs={pairsOf(items)}
          rates={ratesOf(items)}
          accounts={byLastUse(
            choices.accounts.filter(({ archived }) => !archived),
            items,
          )}
          choices={choices}
          currency={currency}
          locale={locale}
          today={today}
          person={person}
          keypad={<Keypad locale={locale} />}
          empty={
            <Empty title="No entries yet">
              Add what you last spent; an amount is enough. The next entry for the same payee gets the same category and account.
            </Empty>
          }
        />
        {items.length > SHOWN && (
          <p className="pt-4 text-right text-sm">
            <NavLink href="/transactions" className="link inline-flex h-11 items-center">
              All transactions
            </NavLink>
          </p>
        )}
      </>
    );
  });
}
