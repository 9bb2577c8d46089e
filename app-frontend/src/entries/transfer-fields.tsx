import { Field } from '@/ui/field';
import type { Choices } from './choices';
import type { Draft } from './draft';
import type { PlacedErrors } from './placed-errors';

interface TransferFieldsProps {
  draft: Draft;
  choices: Choices;
  errors: PlacedErrors['fields'];
  accountIds: [from: string, to: string];
  onAccount: (accountIds: [from: string, to: string]) => void;
}

/** The accounts of a transfer. */
export default function TransferFields({ draft, choices, errors, accountIds: [from, to], onAccount }: TransferFieldsProps) {
  const currencyOf = (id: string) => choices.accounts.find((account) => account.id === id)?.currency;
  const [leaves, arrives] = [currencyOf(from), currencyOf(to)];
  return (
    <>
      <Field label="From" error={errors.accountId}>
        <select className="field" name="accountId" defaultValue={from} onChange={(event) => onAccount([event.target.value, to])}>
          <AccountOptions accounts={choices.accounts} />
        </select>
      </Field>
      <Field label="To" error={errors.toAccountId}>
        <select className="field" name="toAccountId" defaultValue={to} onChange={(event) => onAccount([from, event.target.value])}>
          <AccountOptions accounts={choices.accounts} />
        </select>
      </Field>
      {leaves && arrives && leaves !== arrives && (
        <Field label={`Amount received (${arrives})`} error={errors.toAmount}>
          <input className="field tabular-nums" name="toAmount" inputMode="decimal" autoComplete="off" defaultValue={draft.toAmount} />
        </Field>
      )}
    </>
  );
}

function AccountOptions({ accounts }: Pick<Choices, 'accounts'>) {
  return (
    <>
      <option value="">Choose</option>
      {accounts.map(({ id, name, currency }) => (
        <option key={id} value={id}>
          {name} ({currency})
        </option>
      ))}
    </>
  );
}
