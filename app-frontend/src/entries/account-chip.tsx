import type { Ref } from 'react';
import type { Account } from '@/api/generated';
import { Chip, type Closing, Option } from './chip';
import { nameOf } from './entry-text';

interface AccountChipProps {
  /** Those to choose from, the last used first. */
  accounts: readonly Account[];
  /** The archived ones too. */
  all: readonly Account[];
  /** The account that the API takes by default; undefined for none. */
  byDefault: Account | undefined;
  /** An id, "" for the default, or "none". */
  accountId: string;
  /** The form's field. */
  field: Ref<HTMLInputElement>;
  error?: string | undefined;
  /** Called with each value of the field. */
  onAccount: (id: string) => void;
  onChoose: (id: string) => void;
}

/** The account of a new expense or income. */
export function AccountChip({ accounts, all, byDefault, accountId, field, error, onAccount, onChoose }: AccountChipProps) {
  const shown = accountId || (byDefault?.id ?? 'none');
  const name = nameOf(all, shown) ?? (shown === 'none' ? 'No account' : 'Deleted account');
  const option = (id: string, text: string, closing: Closing) => (
    <Option key={id} isChosen={id === shown} closing={closing} onChoose={() => onChoose(id)}>
      {text}
    </Option>
  );
  return (
    <>
      <input
        type="hidden"
        name="accountId"
        ref={field}
        defaultValue={accountId}
        onInput={({ currentTarget: { value } }) => onAccount(value)}
      />
      <Chip label="Account" value={name} error={error}>
        {(closing) => (
          <>
            {accounts.map((account) => option(account.id, `${account.name} (${account.currency})`, closing))}
            {option('none', 'No account', closing)}
          </>
        )}
      </Chip>
    </>
  );
}
