import type { Account } from '@/api/generated';
import { formatSum, plainAmount } from '@/money/money';
import { transactionsUrl } from '@/transactions/filter';
import { ActionButton } from '@/ui/action-button';
import { ActionForm, SeenField } from '@/ui/action-form';
import { Disclosure } from '@/ui/disclosure';
import { NavLink } from '@/ui/nav-link';
import { BankIcon, CardIcon, CashIcon } from '@/ui/icons';
import { AccountFields } from './account-fields';
import { archiveAccount, changeAccount, deleteAccount } from './actions';
import { KIND_NAMES } from './kind-names';

const KIND_ICONS = { bank: <BankIcon />, card: <CardIcon />, cash: <CashIcon /> };

export function AccountCard({ account, locale }: { account: Account; locale: string }) {
  const { id, name, kind, currency, balance, openingBalance, archived } = account;
  const opening = plainAmount(openingBalance, currency, locale);
  return (
    <li className="card px-4 pt-4 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="flex size-10 shrink-0 items-center justify-center rounded-xl bg-accent-paper text-accent">{KIND_ICONS[kind]}</span>
        <div className="min-w-24 flex-1">
          <h2 className="truncate font-medium">{name}</h2>
          <p className="text-sm text-faint">
            {KIND_NAMES[kind]}
            {archived && ' · archived'}
          </p>
        </div>
        <p className={`ml-auto max-w-full text-lg font-semibold wrap-anywhere tabular-nums ${(balance ?? 0) < 0 ? 'text-alert' : ''}`}>
          {formatSum(balance, currency, locale)}
        </p>
      </div>
      {/* The link stays beside the button when that opens. */}
      <div className="relative pt-1">
        <Disclosure summary="Edit" label={`Edit ${name}`} className="min-w-0">
          <div className="space-y-4">
            <ActionForm action={changeAccount.bind(null, id, currency)} submit="Save" label={`Edit ${name}`}>
              <SeenField seen={{ name, kind, openingBalance: opening }} />
              <AccountFields name={name} kind={kind} openingBalance={opening} />
            </ActionForm>
            <div className="flex flex-wrap gap-2 border-t border-line pt-4">
              <ActionButton label={archived ? `Restore ${name}` : `Archive ${name}`} act={archiveAccount.bind(null, id, !archived)}>
                {archived ? 'Restore' : 'Archive'}
              </ActionButton>
              <ActionButton
                label={`Delete ${name}`}
                act={deleteAccount.bind(null, id)}
                question={`Delete the account “${name}”? This can't be undone.`}
                variant="alert"
              >
                Delete
              </ActionButton>
            </div>
            <p className="text-sm text-faint">
              An archived account keeps its entries but is no longer chosen automatically. You can only delete an account without entries.
            </p>
          </div>
        </Disclosure>
        <NavLink
          href={transactionsUrl({ accountId: id })}
          className="link absolute top-1 right-0 inline-flex h-11 items-center text-sm"
          aria-label={`Entries in ${name}`}
        >
          Entries
        </NavLink>
      </div>
    </li>
  );
}
